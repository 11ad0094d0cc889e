package dev.meshwright.cli;

import static dev.meshwright.cli.report.Summary.count;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Severity;
import dev.meshwright.cli.report.Onboarding;
import dev.meshwright.cli.report.Summary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The outcome of the whole job on one screen: what was made, what is worth a look, what to do next.
final class OnboardSummary {
    private static final int SHOWN_FINDINGS = 10;
    private static final int SHOWN_NAMES = 3;

    private final Onboarding done;
    private final Summary summary;
    private final Path folder;
    private final StringBuilder text = new StringBuilder();

    private OnboardSummary(Onboarding done, Path folder) {
        this.done = done;
        this.summary = new Summary(done);
        this.folder = folder;
    }

    static String write(Onboarding done, OutputFolder.Outcome outcome, Path folder, List<Path> paths) {
        return new OnboardSummary(done, folder).write(outcome, paths);
    }

    private String write(OutputFolder.Outcome outcome, List<Path> paths) {
        mapped();
        generated(outcome);
        authorized();
        checked();
        planned();
        findings();
        next(paths);
        return text.toString();
    }

    private void mapped() {
        row("Mapped", summary.mapped(), summary.evidence(), file("topology.html"));
    }

    private void generated(OutputFolder.Outcome outcome) {
        row("Generated", summary.generated(), summary.choices(), file("report.html#choices"));
        if (!outcome.kept().isEmpty()) {
            more(count(outcome.kept().size(), "file") + " left alone, because somebody changed them: "
                    + names(outcome.kept()) + " (--force overwrites)");
        }
        if (!outcome.stale().isEmpty()) {
            more(count(outcome.stale().size(), "file") + " of an earlier run not made any more, still there: "
                    + names(outcome.stale()));
        }
        int omissions = done.generation().omissions().size();
        if (omissions > 0) {
            more(count(omissions, "thing") + " not generated, with reasons   " + file("report.html#choices"));
        }
    }

    private void authorized() {
        var proof = done.proof();
        row("Authorized", summary.policies(), summary.authorized(), "");
        proof.surplus().stream()
                .limit(SHOWN_NAMES)
                .forEach(pair -> more("admits %s → %s:%d, which nobody is known to need: %s"
                        .formatted(pair.from(), pair.to(), pair.port(), pair.why())));
        proof.refused().stream()
                .limit(SHOWN_NAMES)
                .forEach(pair ->
                        more("refuses %s → %s:%d: %s".formatted(pair.from(), pair.to(), pair.port(), pair.why())));
        var blind = summary.blindServices();
        if (!blind.isEmpty()) {
            more(count(blind.size(), "service") + " may have callers that manifests do not show: " + names(blind)
                    + "   " + file("report.html#proof"));
        }
    }

    private void checked() {
        row("Checked", summary.checked(), summary.findings(), "");
    }

    private void planned() {
        int open = done.plan().open().size();
        row(
                "Planned",
                summary.planned(),
                open == 0 ? "" : count(open, "service") + " stay open",
                file("rollout/plan.md"));
    }

    private void findings() {
        var shown = done.findings().stream()
                .filter(finding -> finding.severity().isAtLeast(Severity.WARNING))
                .toList();
        if (shown.isEmpty()) {
            return;
        }
        text.append('\n');
        shown.stream().limit(SHOWN_FINDINGS).forEach(this::finding);
        if (shown.size() > SHOWN_FINDINGS) {
            text.append("  … and ")
                    .append(shown.size() - SHOWN_FINDINGS)
                    .append(" more: ")
                    .append(file("report.html#findings"))
                    .append('\n');
        }
    }

    private void finding(Finding finding) {
        text.append("  %-8s %s  %s   %s%n"
                .formatted(finding.severity().word(), finding.code(), finding.message(), place(finding)));
    }

    private String place(Finding finding) {
        var generated =
                done.generation().files().stream().anyMatch(file -> file.path().equals(finding.file()));
        var file = generated ? file(finding.file()) : finding.file();
        return finding.line() == 0 ? file : file + ":" + finding.line();
    }

    private void next(List<Path> paths) {
        var input = paths.stream().map(Path::toString).collect(Collectors.joining(" "));
        var steps = new ArrayList<String[]>();
        steps.add(new String[] {"open " + file("report.html"), "graph, reasons, findings, plan"});
        steps.add(new String[] {"meshwright check " + input + " " + folder, "the findings with their fixes"});
        if (!done.plan().phases().isEmpty()) {
            var first = done.plan().phases().getFirst();
            steps.add(new String[] {file("rollout/" + first.id() + ".sh"), "start with the " + first.name()});
        }
        text.append('\n');
        var label = "Next";
        for (var step : steps) {
            text.append("%-12s%-45s %s%n".formatted(label, step[0], step[1]));
            label = "";
        }
    }

    private void row(String step, String what, String remark, String where) {
        text.append("%-12s%-45s %-45s %s".formatted(step, what, remark, where).stripTrailing())
                .append('\n');
    }

    private void more(String remark) {
        text.append(" ".repeat(12)).append(remark).append('\n');
    }

    private String file(String path) {
        return folder.resolve(path.replaceFirst("#.*", "")) + path.replaceFirst("^[^#]*", "");
    }

    private static String names(List<String> names) {
        return names.stream().limit(SHOWN_NAMES).collect(Collectors.joining(", "))
                + (names.size() > SHOWN_NAMES ? ", …" : "");
    }
}
