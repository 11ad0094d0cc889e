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
                        .append(escaped(finding.code() + " " + finding.name()))
                        .append(" | ")
                        .append(escaped(finding.line() == 0 ? finding.file() : finding.file() + ":" + finding.line()))
                        .append(" | ")
                        .append(escaped(finding.message()))
                        .append(" | ")
                        .append(escaped(Advice.of(finding)))
                        .append(" |\n"));
        return out.toString();
    }

    /// Text of manifests stays text: no markup, no HTML, no further column, and nobody is mentioned by name.
    private static String escaped(String text) {
        return text.replaceAll("\\s+|\\p{Cntrl}+", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replaceAll("([\\\\`*_\\[\\]|~#!])", "\\\\$1")
                .replace("@", "&#64;");
    }
}
