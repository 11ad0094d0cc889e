package dev.meshwright.analysis.report;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Severity;
import java.util.List;

/// Findings as workflow commands, which GitHub shows as annotations at the lines of a change. One line each.
public final class GithubReport {
    private GithubReport() {}

    public static String of(List<Finding> findings) {
        var out = new StringBuilder();
        for (var finding : findings) {
            out.append("::").append(command(finding.severity()));
            out.append(" file=").append(property(finding.file()));
            if (finding.line() > 0) {
                out.append(",line=").append(finding.line());
                out.append(",col=").append(Math.max(1, finding.column()));
            }
            out.append(",title=").append(property(finding.code() + " " + finding.name()));
            out.append("::").append(data(finding.message() + "\n" + Advice.of(finding)));
            out.append('\n');
        }
        return out.toString();
    }

    private static String command(Severity severity) {
        return switch (severity) {
            case CRITICAL, ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "notice";
        };
    }

    /// The percent sign first, so that what is escaped is not escaped again.
    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
