package dev.meshwright.analysis.report;

import dev.meshwright.JunitXml;
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
        return JunitXml.of(
                "meshwright check",
                cases.entrySet().stream()
                        .map(entry -> testCase(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static JunitXml.Case testCase(String name, List<Finding> found) {
        var failures = found.stream().filter(JunitReport::isFailure).toList();
        var others = found.stream().filter(finding -> !isFailure(finding)).toList();
        if (failures.isEmpty()) {
            return new JunitXml.Case(name, "", "", "", lines(others));
        }
        var worst = failures.stream()
                .map(Finding::severity)
                .min(Severity::compareTo)
                .orElseThrow();
        return new JunitXml.Case(name, worst.word(), summary(failures), lines(failures), lines(others));
    }

    private static String summary(List<Finding> failures) {
        var first = failures.getFirst().message();
        return failures.size() == 1 ? first : first + " (and " + (failures.size() - 1) + " more)";
    }

    private static String lines(List<Finding> findings) {
        var lines = new StringBuilder();
        for (var finding : findings) {
            lines.append(TextReport.place(finding) + "  " + finding.severity().word() + "  " + finding.message()
                    + "\n   " + Advice.of(finding) + "\n");
        }
        return lines.toString();
    }

    private static boolean isFailure(Finding finding) {
        return finding.severity().isAtLeast(Severity.WARNING);
    }

    private static String name(String code, String name) {
        return code + " " + name;
    }
}
