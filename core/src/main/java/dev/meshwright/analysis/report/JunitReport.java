package dev.meshwright.analysis.report;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Findings as JUnit XML, which build servers show as test results: one test case per rule, failed where the rule found
/// something. Findings for information fail nothing and stand in the output of their case.
public final class JunitReport {
    private JunitReport() {}

    /// The XML.
    ///
    /// @param rules that ran
    public static String of(List<Finding> findings, List<RuleInfo> rules) {
        var cases = new LinkedHashMap<String, List<Finding>>();
        rules.forEach(rule -> cases.put(name(rule.code(), rule.name()), new ArrayList<>()));
        findings.forEach(finding -> cases.computeIfAbsent(name(finding.code(), finding.name()), _ -> new ArrayList<>())
                .add(finding));
        long failures = cases.values().stream().filter(JunitReport::hasFailed).count();
        var counts = " tests=\"" + cases.size() + "\" failures=\"" + failures + "\" errors=\"0\"";
        var out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append("<testsuites name=\"meshwright check\"").append(counts).append(">\n");
        out.append("  <testsuite name=\"meshwright check\"").append(counts).append(" skipped=\"0\">\n");
        cases.forEach((name, found) -> out.append(testCase(name, found)));
        return out.append("  </testsuite>\n</testsuites>\n").toString();
    }

    private static String testCase(String name, List<Finding> found) {
        var start = "    <testcase classname=\"meshwright\" name=\"" + escaped(name) + "\"";
        if (found.isEmpty()) {
            return start + "/>\n";
        }
        var out = new StringBuilder(start).append(">\n");
        var failures = found.stream().filter(JunitReport::isFailure).toList();
        if (!failures.isEmpty()) {
            var worst = failures.stream()
                    .map(Finding::severity)
                    .min(Severity::compareTo)
                    .orElseThrow();
            out.append("      <failure type=\"").append(worst.word());
            out.append("\" message=\"").append(escaped(summary(failures))).append("\">");
            out.append(lines(failures)).append("</failure>\n");
        }
        var others = found.stream().filter(finding -> !isFailure(finding)).toList();
        if (!others.isEmpty()) {
            out.append("      <system-out>").append(lines(others)).append("</system-out>\n");
        }
        return out.append("    </testcase>\n").toString();
    }

    private static String summary(List<Finding> failures) {
        var first = failures.getFirst().message();
        return failures.size() == 1 ? first : first + " (and " + (failures.size() - 1) + " more)";
    }

    private static String lines(List<Finding> findings) {
        var lines = new StringBuilder();
        for (var finding : findings) {
            lines.append(escaped(TextReport.place(finding) + "  "
                    + finding.severity().word() + "  " + finding.message() + "\n   " + Advice.of(finding) + "\n"));
        }
        return lines.toString();
    }

    private static boolean hasFailed(List<Finding> found) {
        return found.stream().anyMatch(JunitReport::isFailure);
    }

    private static boolean isFailure(Finding finding) {
        return finding.severity().isAtLeast(Severity.WARNING);
    }

    private static String name(String code, String name) {
        return code + " " + name;
    }

    /// XML has no way to write most control characters, half a surrogate pair, or U+FFFE and U+FFFF.
    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\t', '\n' -> escaped.append((char) c);
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        return c >= 0x20 && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
    }
}
