package dev.meshwright.cli;

import dev.meshwright.access.Proof;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Severity;
import dev.meshwright.cli.report.Onboarding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The outcome of the whole job on one screen: what was made, what is worth a look, what to do next.
final class OnboardSummary {
    private static final int SHOWN_FINDINGS = 10;
    private static final int SHOWN_NAMES = 3;

    private final Onboarding done;
    private final Path folder;
    private final StringBuilder text = new StringBuilder();

    private OnboardSummary(Onboarding done, Path folder) {
        this.done = done;
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
        var topology = done.topology();
        long calls =
                topology.edges().stream().filter(edge -> !edge.fromIngress()).count();
        long hosts =
                topology.external().stream().map(call -> call.host()).distinct().count();
        row(
                "Mapped",
                "%s, %s, %s"
                        .formatted(
                                count(topology.services().size(), "service"),
                                count(calls, "call"),
                                count(hosts, "external host")),
                topology.unknown().isEmpty()
                        ? "every call has evidence"
                        : count(topology.unknown().size(), "service") + " with calls unknown",
                file("topology.html"));
    }

    private void generated(OutputFolder.Outcome outcome) {
        var generation = done.generation();
        var folders = Set.copyOf(generation.folders().values());
        long perService = generation.files().stream()
                .filter(file -> folders.contains(folder(file.path())) && isTraffic(file.path()))
                .count();
        long forTheMesh = generation.files().stream()
                .filter(file -> file.path().startsWith("mesh/"))
                .count();
        row(
                "Generated",
                "%s for %s, %d for the mesh"
                        .formatted(count(perService, "file"), count(folders.size(), "service"), forTheMesh),
                count(generation.choices().size(), "choice") + " worth a look",
                file("report.html#choices"));
        if (!outcome.kept().isEmpty()) {
            more(count(outcome.kept().size(), "file") + " left as they are, because somebody changed them: "
                    + names(outcome.kept()) + " (--force overwrites)");
        }
        if (!outcome.stale().isEmpty()) {
            more(count(outcome.stale().size(), "file") + " of an earlier run no longer made, still there: "
                    + names(outcome.stale()));
        }
        if (!generation.omissions().isEmpty()) {
            more(count(generation.omissions().size(), "thing") + " not generated, with reasons: "
                    + file("report.html#choices"));
        }
    }

    private void authorized() {
        var proof = done.proof();
        long calls = done.topology().edges().stream()
                .filter(edge -> !edge.fromIngress())
                .count();
        long policies = done.generation().files().stream()
                .filter(file -> file.path().endsWith("/authorization-policy.yaml"))
                .count();
        row("Authorized", count(policies, "policy", "policies"), verdict(proof, calls), "");
        if (!proof.holds()) {
            proof.surplus().stream()
                    .limit(SHOWN_NAMES)
                    .forEach(pair -> more("admits %s → %s:%d, which nobody is known to need: %s"
                            .formatted(pair.from(), pair.to(), pair.port(), pair.why())));
            proof.refused().stream()
                    .limit(SHOWN_NAMES)
                    .forEach(pair ->
                            more("refuses %s → %s:%d: %s".formatted(pair.from(), pair.to(), pair.port(), pair.why())));
        }
        var blind = proof.blindSpots().stream()
                .map(Proof.BlindSpot::service)
                .distinct()
                .toList();
        if (!blind.isEmpty()) {
            more(count(blind.size(), "service") + " may have callers that manifests do not show: " + names(blind)
                    + "   " + file("report.html#proof"));
        }
    }

    private static String verdict(Proof proof, long calls) {
        if (proof.holds()) {
            return "admit the " + count(calls, "call") + " known and nothing else";
        }
        return "admit %d calls too many, refuse %d that are known"
                .formatted(proof.surplus().size(), proof.refused().size());
    }

    private void checked() {
        long errors = count(Severity.CRITICAL) + count(Severity.ERROR);
        long warnings = count(Severity.WARNING);
        row(
                "Checked",
                count(done.objects(), "object"),
                "%s: %s, %s"
                        .formatted(
                                count(errors + warnings, "finding"),
                                count(errors, "error"),
                                count(warnings, "warning")),
                "");
    }

    private long count(Severity severity) {
        return done.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private void planned() {
        row(
                "Planned",
                "%s over %s"
                        .formatted(
                                count(done.plan().phases().size(), "phase"),
                                count(done.plan().days(), "working day")),
                done.plan().open().isEmpty() ? "" : count(done.plan().open().size(), "service") + " stay open",
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

    private static boolean isTraffic(String path) {
        return path.endsWith("/virtual-service.yaml")
                || path.endsWith("/destination-rule.yaml")
                || path.endsWith("/peer-authentication.yaml");
    }

    private static String folder(String path) {
        return path.substring(0, Math.max(0, path.indexOf('/')));
    }

    private static String names(List<String> names) {
        return names.stream().limit(SHOWN_NAMES).collect(Collectors.joining(", "))
                + (names.size() > SHOWN_NAMES ? ", …" : "");
    }

    private static String count(long number, String one) {
        return count(number, one, one + "s");
    }

    private static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
