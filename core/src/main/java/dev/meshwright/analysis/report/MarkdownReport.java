package dev.meshwright.analysis.report;

import dev.meshwright.analysis.Finding;
import java.util.List;

/// Findings as a table for a comment on a change or a job summary, worst first.
public final class MarkdownReport {
    private MarkdownReport() {}

    public static String of(List<Finding> findings) {
        if (findings.isEmpty()) {
            return "**Meshwright**: nothing found\n";
        }
        var out = new StringBuilder("**Meshwright**: ");
        out.append(String.join(", ", Counts.of(findings))).append("\n\n");
        out.append("| severity | code | place | what | what to do |\n");
        out.append("|---|---|---|---|---|\n");
        findings.stream()
                .sorted(Finding.WORST_FIRST)
                .forEach(finding -> out.append("| ")
                        .append(finding.severity().word())
                        .append(" | ")
                        .append(MarkdownText.escaped(finding.code() + " " + finding.name()))
                        .append(" | ")
                        .append(MarkdownText.escaped(
                                finding.line() == 0 ? finding.file() : finding.file() + ":" + finding.line()))
                        .append(" | ")
                        .append(MarkdownText.escaped(finding.message()))
                        .append(" | ")
                        .append(MarkdownText.escaped(Advice.of(finding)))
                        .append(" |\n"));
        return out.toString();
    }
}
