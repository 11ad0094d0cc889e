package dev.meshwright.analysis.report;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Severity;
import java.util.ArrayList;
import java.util.List;

/// How many findings there are of each severity, in words.
public final class Counts {
    private Counts() {}

    /// `1 error`, `2 warnings`, worst first; empty for no findings.
    public static List<String> of(List<Finding> findings) {
        var parts = new ArrayList<String>();
        for (var severity : Severity.values()) {
            long count = findings.stream()
                    .filter(finding -> finding.severity() == severity)
                    .count();
            if (count > 0) {
                parts.add(count + " " + counted(severity, count));
            }
        }
        return parts;
    }

    /// `error`, `errors`; critical and info have no plural.
    private static String counted(Severity severity, long count) {
        return switch (severity) {
            case CRITICAL, INFO -> severity.word();
            case ERROR, WARNING -> count == 1 ? severity.word() : severity.word() + "s";
        };
    }
}
