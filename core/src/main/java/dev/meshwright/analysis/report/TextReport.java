package dev.meshwright.analysis.report;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/// Findings for a person at a terminal: what is worst stands last, nearest to the prompt.
public final class TextReport {
    /// More findings than this are grouped by rule.
    private static final int MANY = 50;

    /// Examples that a group shows.
    private static final int EXAMPLES = 3;

    private static final Comparator<Finding> WORST_LAST =
            Comparator.comparing(Finding::severity).reversed().thenComparing(Finding.BY_PLACE);

    private final Options options;
    private final Function<String, List<String>> linesOf;
    private final StringBuilder out = new StringBuilder();

    /// How the report looks.
    ///
    /// @param colours whether severities are coloured
    /// @param all whether each finding is shown, however many there are
    /// @param objects how many objects were checked
    /// @param known findings that a baseline covers
    /// @param suppressed findings that annotations leave out
    /// @param seconds how long it took; left out where empty
    public record Options(
            boolean colours, boolean all, int objects, int known, int suppressed, OptionalDouble seconds) {}

    private TextReport(Options options, Function<String, List<String>> linesOf) {
        this.options = options;
        this.linesOf = linesOf;
    }

    /// The whole text.
    ///
    /// @param linesOf the lines of an input file by its name; empty where they are not at hand
    public static String of(List<Finding> findings, Options options, Function<String, List<String>> linesOf) {
        return new TextReport(options, linesOf).text(findings);
    }

    private String text(List<Finding> findings) {
        var ordered = findings.stream().sorted(WORST_LAST).toList();
        if (findings.size() > MANY && !options.all()) {
            groups(ordered);
        } else {
            ordered.forEach(this::finding);
        }
        return out.append(summary(findings)).append('\n').toString();
    }

    private void finding(Finding finding) {
        out.append(place(finding))
                .append("  ")
                .append(coloured(finding.severity()))
                .append("  ")
                .append(finding.code())
                .append("  ")
                .append(finding.name())
                .append('\n');
        snippet(finding);
        out.append("   ")
                .append(Advice.of(finding))
                .append("           meshwright explain ")
                .append(finding.code())
                .append("\n\n");
    }

    private void snippet(Finding finding) {
        var lines = linesOf.apply(finding.file());
        int line = finding.line();
        if (line < 1 || line > lines.size()) {
            out.append("      ").append(finding.message()).append('\n');
            return;
        }
        int width = Math.max(5, String.valueOf(line).length());
        if (line > 1) {
            sourceLine(width, line - 1, lines.get(line - 2));
        }
        var text = lines.get(line - 1);
        sourceLine(width, line, text);
        int column = Math.clamp(finding.column(), 1, text.length() + 1);
        int start = column == 1 ? text.length() - text.stripLeading().length() : column - 1;
        // Tabs stay tabs, so that the caret stands under its place however wide they are shown.
        var margin = text.substring(0, start).replaceAll("[^\t]", " ");
        out.append(" ".repeat(width))
                .append(" | ")
                .append(margin)
                .append("^".repeat(wordLength(text, start)))
                .append(' ')
                .append(finding.message())
                .append('\n');
    }

    private void sourceLine(int width, int number, String text) {
        out.append(String.format(Locale.ROOT, "%" + width + "d | %s\n", number, text));
    }

    private static int wordLength(String text, int start) {
        int end = start;
        while (end < text.length() && " \t,:[]{}".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return Math.max(1, end - start);
    }

    private void groups(List<Finding> ordered) {
        var groups = new LinkedHashMap<String, List<Finding>>();
        for (var finding : ordered) {
            var key = finding.severity().word() + " " + finding.code() + " " + finding.name();
            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(finding);
        }
        for (var group : groups.values()) {
            var first = group.getFirst();
            out.append(coloured(first.severity()))
                    .append("  ")
                    .append(first.code())
                    .append("  ")
                    .append(first.name())
                    .append("  ")
                    .append(group.size())
                    .append(group.size() == 1 ? " finding\n" : " findings\n");
            for (var finding : group.subList(0, Math.min(EXAMPLES, group.size()))) {
                out.append("   ")
                        .append(place(finding))
                        .append("  ")
                        .append(finding.message())
                        .append('\n');
            }
            if (group.size() > EXAMPLES) {
                out.append("   and ").append(group.size() - EXAMPLES).append(" more\n");
            }
            out.append("   ")
                    .append(Advice.of(first))
                    .append("           meshwright explain ")
                    .append(first.code())
                    .append("\n\n");
        }
        out.append("--all shows each finding\n");
    }

    private String summary(List<Finding> findings) {
        var parts = new ArrayList<>(Counts.of(findings));
        if (options.known() > 0) {
            parts.add(options.known() + " suppressed (baseline)");
        }
        if (options.suppressed() > 0) {
            parts.add(options.suppressed() + " suppressed (annotation)");
        }
        var objects = options.objects() + (options.objects() == 1 ? " object" : " objects") + " checked";
        var time = options.seconds().isPresent()
                ? String.format(Locale.ROOT, " in %.1f s", options.seconds().getAsDouble())
                : "";
        return objects + time + ": " + (parts.isEmpty() ? "nothing found" : String.join(", ", parts));
    }

    private String coloured(Severity severity) {
        if (!options.colours()) {
            return severity.word();
        }
        var colour = switch (severity) {
            case CRITICAL, ERROR -> "31";
            case WARNING -> "33";
            case INFO -> "36";
        };
        return "\u001b[" + colour + "m" + severity.word() + "\u001b[0m";
    }

    /// `file:line:column`, or the file alone.
    static String place(Finding finding) {
        if (finding.line() == 0) {
            return finding.file();
        }
        return finding.file() + ":" + finding.line() + ":" + Math.max(1, finding.column());
    }
}
