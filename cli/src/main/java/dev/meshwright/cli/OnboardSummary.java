package dev.meshwright.cli;

import static dev.meshwright.cli.report.Summary.count;

import dev.meshwright.access.Proof;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Severity;
import dev.meshwright.cli.report.Onboarding;
import dev.meshwright.cli.report.Summary;
import dev.meshwright.topology.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The outcome of the whole job on one screen: what was made, what is worth a look, what to do next.
final class OnboardSummary {
    private static final int WIDTH = 120;
    private static final int INDENT = 12;
    private static final int SHOWN_FINDINGS = 10;
    private static final int SHOWN_OF_A_SORT = 3;
    private static final int SHOWN_NAMES = 3;

    /// One step in four columns; a further remark on the step above where `step` is empty.
    private record Row(String step, String what, String remark, String where) {
        Row shifted() {
            return new Row(step, remark, "", where);
        }
    }

    private final Onboarding done;
    private final Summary summary;
    private final Path folder;
    private final List<Row> rows = new ArrayList<>();
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
        steps();
        findings();
        next(paths);
        return text.toString();
    }

    private void mapped() {
        row("Mapped", summary.mapped(), summary.evidence(), file("topology.html"));
        var unknown = done.topology().unknown();
        if (!unknown.isEmpty()) {
            more("not all calls are known of "
                    + names(unknown.stream().map(Topology.Unknown::service).toList()));
        }
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
        row("Authorized", summary.policies(), summary.authorized(), "");
        summary.sharedAccounts().entrySet().stream()
                .limit(SHOWN_NAMES)
                .forEach(shared -> more(shared.getValue().size() + " workloads share the service account "
                        + shared.getKey() + ", and no policy can tell them apart: give each its own"));
        pairs(summary.otherSurplus(), "admits %s → %s:%d, which nobody is known to need: %s");
        pairs(done.proof().refused(), "refuses %s → %s:%d: %s");
        var blind = summary.blindServices();
        blind.forEach((sort, services) -> more(blindSpot(sort, services)));
        if (!blind.isEmpty()) {
            more("why, and what to do: " + file("report.html#proof"));
        }
    }

    private void pairs(List<Proof.Pair> pairs, String sentence) {
        pairs.stream()
                .limit(SHOWN_NAMES)
                .forEach(pair -> more(sentence.formatted(pair.from(), pair.to(), pair.port(), pair.why())));
        if (pairs.size() > SHOWN_NAMES) {
            more("… and " + (pairs.size() - SHOWN_NAMES) + " more   " + file("report.html#proof"));
        }
    }

    private String blindSpot(String sort, List<String> services) {
        var what = sort.equals(Proof.BlindSpot.HIDDEN_CALLERS)
                ? count(services.size(), "service") + " may have callers that manifests do not show"
                : sort;
        return what + ": " + names(services);
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

    /// Prints the steps in columns that are as wide as they need to be; what has no place beside it may be longer.
    private void steps() {
        int what = widest(rows.stream());
        int remark = widest(rows.stream().filter(row -> !row.where().isEmpty()).map(Row::shifted));
        for (var row : rows) {
            if (row.step().isEmpty()) {
                wrapped(INDENT, row.what());
            } else {
                var line = "%-12s%s%s%s"
                        .formatted(row.step(), padded(row.what(), what), padded(row.remark(), remark), row.where());
                text.append(line.stripTrailing()).append('\n');
            }
        }
    }

    private static int widest(Stream<Row> rows) {
        return rows.filter(row -> !row.step().isEmpty())
                .mapToInt(row -> row.what().length())
                .max()
                .orElse(0);
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(Math.max(0, width - cell.length())) + "   ";
    }

    /// The most severe first; many of one sort are one line.
    private void findings() {
        var sorts = new TreeMap<Severity, SequencedMap<String, List<Finding>>>();
        for (var finding : done.findings()) {
            if (finding.severity().isAtLeast(Severity.WARNING)) {
                sorts.computeIfAbsent(finding.severity(), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(finding.code(), _ -> new ArrayList<>())
                        .add(finding);
            }
        }
        var lines = new ArrayList<String>();
        for (var byCode : sorts.values()) {
            for (var findings : byCode.values()) {
                if (findings.size() <= SHOWN_OF_A_SORT) {
                    findings.forEach(finding -> lines.add(line(finding, "")));
                } else {
                    lines.add(line(findings.getFirst(), " (and " + (findings.size() - 1) + " more of this sort)"));
                }
            }
        }
        if (!lines.isEmpty()) {
            text.append('\n');
            lines.stream().limit(SHOWN_FINDINGS).forEach(line -> wrapped(2, line));
        }
        if (lines.size() > SHOWN_FINDINGS) {
            text.append("  … and ")
                    .append(lines.size() - SHOWN_FINDINGS)
                    .append(" more sorts: ")
                    .append(file("report.html#findings"))
                    .append('\n');
        }
    }

    private String line(Finding finding, String others) {
        return "%-8s %s  %s%s   %s"
                .formatted(
                        finding.severity().word(),
                        finding.code(),
                        Visible.text(finding.message()),
                        others,
                        Visible.text(place(finding)));
    }

    private String place(Finding finding) {
        var file = isOurs(finding.file()) ? file(finding.file()) : finding.file();
        return finding.line() == 0 ? file : file + ":" + finding.line();
    }

    private boolean isOurs(String path) {
        return path.startsWith("rollout/")
                || done.generation().files().stream()
                        .anyMatch(file -> file.path().equals(path));
    }

    private void next(List<Path> paths) {
        var input = paths.stream().map(Path::toString).collect(Collectors.joining(" "));
        var steps = new LinkedHashMap<String, String>();
        steps.put("open " + file("report.html"), "graph, reasons, findings, plan");
        boolean fixable = done.findings().stream().anyMatch(Finding::fixable);
        steps.put(
                "meshwright check " + (fixable ? "--fix " : "") + input + " " + folder,
                fixable ? "apply the recommended fixes" : "the findings with their fixes");
        if (!done.plan().phases().isEmpty()) {
            var first = done.plan().phases().getFirst();
            steps.put(
                    file("rollout/" + first.id() + ".sh"),
                    "the first phase: " + first.title().toLowerCase(Locale.ROOT));
        }
        int width = steps.keySet().stream()
                .mapToInt(String::length)
                .filter(length -> length <= WIDTH / 2)
                .max()
                .orElse(0);
        text.append('\n');
        var label = "Next";
        for (var step : steps.entrySet()) {
            text.append("%-12s%s%s%n".formatted(label, padded(step.getKey(), width), step.getValue()));
            label = "";
        }
    }

    private void row(String step, String what, String remark, String where) {
        rows.add(new Row(step, what, remark, where));
    }

    private void more(String remark) {
        rows.add(new Row("", Visible.text(remark), "", ""));
    }

    /// Appends the text, broken between words where it is wider than the screen.
    private void wrapped(int indent, String line) {
        var rest = line;
        int margin = indent;
        while (margin + rest.length() > WIDTH) {
            int end = rest.lastIndexOf(' ', WIDTH - margin);
            if (end <= 0) {
                end = rest.indexOf(' ');
            }
            if (end <= 0) {
                break;
            }
            text.append(" ".repeat(margin))
                    .append(rest.substring(0, end).stripTrailing())
                    .append('\n');
            rest = rest.substring(end).strip();
            margin = INDENT;
        }
        text.append(" ".repeat(margin)).append(rest).append('\n');
    }

    private String file(String path) {
        return folder.resolve(path.replaceFirst("#.*", "")) + path.replaceFirst("^[^#]*", "");
    }

    private static String names(List<String> names) {
        return names.stream().limit(SHOWN_NAMES).collect(Collectors.joining(", "))
                + (names.size() > SHOWN_NAMES ? " and " + (names.size() - SHOWN_NAMES) + " more" : "");
    }
}
