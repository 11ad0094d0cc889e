package dev.meshwright.analysis.review;

import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.access.reach.Enrolment;
import dev.meshwright.access.reach.Matrix.Share;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.report.Counts;
import dev.meshwright.analysis.review.PolicyState.Layer;
import dev.meshwright.analysis.review.PolicyState.Runs;
import dev.meshwright.analysis.review.Section.Rows;
import dev.meshwright.analysis.review.WorkloadState.MeshMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A review as sections to print, in the order in which a reader needs them: the answer, the change if there is one,
/// what is wrong, what to do, then the state in detail and what it rests on.
final class ReviewPage {
    private static final int NAMES = 4;
    private static final int ROWS = 12;
    private static final int STEPS = 5;

    private final Review review;
    private final boolean all;
    private final List<Section> sections = new ArrayList<>();

    private ReviewPage(Review review, boolean all) {
        this.review = review;
        this.all = all;
    }

    static List<Section> of(Review review, boolean all) {
        var page = new ReviewPage(review, all);
        page.summary();
        var change = review.change();
        if (change != null) {
            new ChangePage(change).sections().forEach(page::add);
        }
        page.findings();
        page.next();
        if (change == null || all) {
            page.workloads();
        }
        if (change == null || all || change.isOfMeshWide()) {
            page.meshWide();
        }
        if (change == null || all) {
            page.policies();
            page.calls();
        }
        page.grounds("Assumptions", review.assumptions());
        page.grounds("Blockers", review.blockers());
        return page.sections;
    }

    static String title(Review review) {
        var what = review.scope().equals("mesh") ? "the mesh" : review.scope();
        return (review.change() == null ? "Review of " : "Review of a change to ") + what + ": "
                + review.summary().objects() + " objects, evidence "
                + review.summary().evidence().word() + ", no cluster asked";
    }

    private void add(Section section) {
        if (!section.rows().isEmpty() || !section.more().isEmpty()) {
            sections.add(all ? section : section.atMost(ROWS));
        }
    }

    private void summary() {
        var summary = review.summary();
        var rows = new Rows();
        rows.add(
                certainty(review.workloads().stream().map(WorkloadState::certainty)),
                review.workloads().size() + ": " + counts(summary.modes()),
                "",
                "Workloads");
        rows.add(
                certainty(review.workloads().stream().map(one -> one.mtls().certainty())),
                counts(summary.mtls()).replace(" NONE", " without a proxy")
                        + (review.workloads().stream()
                                        .allMatch(one -> one.exceptions().isEmpty())
                                ? ""
                                : " (by the weakest port)")
                        + weak(),
                "",
                "Mutual TLS");
        rows.add(
                certainty(review.workloads().stream().map(WorkloadState::certainty)),
                "without a certificate " + open(WorkloadState::plaintext) + "; with any of the mesh "
                        + open(WorkloadState::anyone),
                "",
                "Who gets in");
        rows.add(certainty(review.calls().stream().map(CallState::certainty)), calls(summary), "", "Known calls");
        rows.add(
                review.policies().isEmpty()
                        ? Certainty.INFERENCE
                        : certainty(review.policies().stream()
                                .flatMap(policy -> policy.places().stream())
                                .map(PolicyState.Place::certainty)),
                policies(summary),
                "",
                "Policies");
        rows.add(
                certainty(review.findings().stream().map(Finding::certainty)),
                (review.change() == null ? "" : "new: ") + found(),
                "",
                "Findings");
        add(rows.section("Summary", "", "what", "answer"));
    }

    private static Certainty certainty(Stream<Certainty> parts) {
        return parts.allMatch(part -> part == Certainty.FACT) ? Certainty.FACT : Certainty.INFERENCE;
    }

    /// `20 sidecar, 2 none`, without what there is none of.
    private static String counts(Map<String, Integer> counts) {
        var text = counts.entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "none" : text;
    }

    /// How many let such callers in, gateways left out: `at 2 of 22: shop/web (some requests), shop/cart`.
    private String open(Function<WorkloadState, Share> caller) {
        var doors = review.workloads().stream()
                .filter(one -> one.mode() != MeshMode.GATEWAY && caller.apply(one) != Share.NONE)
                .toList();
        if (doors.isEmpty()) {
            return "nowhere";
        }
        boolean isAll = doors.size() == review.workloads().size();
        var names = doors.stream()
                .map(one -> one.workload() + (caller.apply(one) == Share.SOME ? " (some requests)" : ""))
                .toList();
        return isAll && doors.size() > 1
                ? "at all"
                : "at " + doors.size() + " of " + review.workloads().size() + ": " + Section.some(names, NAMES);
    }

    /// Who takes plaintext, if it is some and not all.
    private String weak() {
        var weak = review.workloads().stream()
                .filter(one -> one.mode() != MeshMode.NONE
                        && (!one.mtls().refusesPlaintext() || !one.exceptions().isEmpty()))
                .map(WorkloadState::workload)
                .toList();
        boolean isDefault = review.workloads().stream()
                .allMatch(one -> one.mode() == MeshMode.NONE || one.mtls().by().isEmpty());
        if (!weak.isEmpty() && isDefault) {
            return ", by Istio's default: no PeerAuthentication of the input is for them";
        }
        return weak.isEmpty() || weak.size() == review.workloads().size()
                ? ""
                : "; not STRICT: " + Section.some(weak, NAMES);
    }

    private static String calls(Summary summary) {
        if (summary.calls() == 0) {
            return "none";
        }
        int known = summary.calls() - summary.unknown();
        return summary.calls()
                + (known == 0
                        ? ""
                        : ": " + percent(summary.mutual(), known) + " run mutual TLS, "
                                + percent(summary.strict(), known) + " end where plaintext is refused")
                + (summary.unknown() == 0 ? "" : "; of " + summary.unknown() + " that cannot be told")
                + (summary.refused() == 0
                        ? ""
                        : "; " + summary.refused() + (summary.refused() == 1 ? " does" : " do") + " not get through");
    }

    private static String percent(int part, int whole) {
        return part * 100 / whole + " %";
    }

    private static String policies(Summary summary) {
        if (summary.policies() == 0) {
            return "none: every workload admits every call that reaches it";
        }
        int rules =
                summary.rules().values().stream().mapToInt(Integer::intValue).sum();
        return summary.policies() + ", with " + rules + (rules == 1 ? " rule" : " rules") + " where they are enforced: "
                + counts(summary.rules()).replace('-', ' ');
    }

    private String found() {
        return review.findings().isEmpty() ? "nothing found" : String.join(", ", Counts.of(review.findings()));
    }

    private void findings() {
        var rows = new Rows();
        var byRule = new LinkedHashMap<String, List<Finding>>();
        review.findings().stream()
                .filter(finding -> all || isForReviewers(finding))
                .forEach(finding -> byRule.computeIfAbsent(
                                finding.severity() + finding.code() + (all ? finding : ""), _ -> new ArrayList<>())
                        .add(finding));
        byRule.values().forEach(same -> {
            var first = same.getFirst();
            rows.add(
                    first.certainty(),
                    first.message()
                            + (first.acknowledged() == null ? "" : "; acknowledged: " + first.acknowledged())
                            + (same.size() == 1 ? "" : "  (and " + (same.size() - 1) + " like it)"),
                    Section.place(first.file(), first.line()),
                    first.severity().word(),
                    first.code());
        });
        long rest = review.findings().stream()
                .filter(finding -> !isForReviewers(finding))
                .count();
        add(rows.section(
                review.change() == null ? "Findings" : "New findings",
                all || rest == 0 ? "" : rest + (rows.isEmpty() ? "" : " more") + " for information: --all shows each",
                "severity",
                "code",
                "finding"));
    }

    /// What is for information counts here where it is about security, or somebody has decided to live with it.
    private static boolean isForReviewers(Finding finding) {
        return finding.severity() != Severity.INFO
                || finding.category() == Category.SECURITY
                || finding.acknowledged() != null;
    }

    private void next() {
        var rows = new Rows();
        var told = new HashMap<String, Integer>();
        int number = 0;
        for (var step : review.next()) {
            number++;
            if (number > STEPS && !all) {
                break;
            }
            var at = step.objects().isEmpty() ? "" : "at " + Section.some(step.objects(), 2);
            var what = Stream.of(String.join(", ", step.codes()), at)
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" "));
            rows.add(step.certainty(), step.what() + (what.isEmpty() ? "" : " (" + what + ")"), "", number + ". do");
            rows.add(step.certainty(), once(step.first(), number, told), "", "   before");
            rows.add(step.certainty(), once(step.rollback(), number, told), "", "   back");
        }
        int left = review.next().size() - STEPS;
        sections.add(rows.section(
                "Next, by severity; each with what to look at before and the way back",
                rows.isEmpty() ? "nothing to do" : left > 0 && !all ? left + " more: --all shows each" : "",
                "step",
                "action"));
    }

    /// A text that stands at an earlier step already is not repeated.
    private static String once(String text, int step, Map<String, Integer> told) {
        var earlier = told.putIfAbsent(text, step);
        return earlier == null ? text : "as for " + earlier;
    }

    private void workloads() {
        var groups = new LinkedHashMap<List<String>, List<WorkloadState>>();
        for (var one : review.workloads()) {
            var key = List.of(
                    one.certainty().word(),
                    one.mode().word(),
                    waypoints(one),
                    mutualTls(one),
                    guards(one),
                    all ? one.workload() : "");
            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(one);
        }
        boolean isAlone = review.workloads().size() == 1;
        var rows = new Rows();
        groups.forEach((key, same) -> {
            var first = same.getFirst();
            var names = same.stream().map(WorkloadState::workload).toList();
            rows.add(
                    first.certainty(),
                    (names.size() == 1 ? "" : names.size() + " workloads: ") + Section.some(names, NAMES)
                            + (all || isAlone || first.mode() == MeshMode.NONE ? " (" + why(first) + ")" : "")
                            + ": " + key.get(4),
                    names.size() == 1 ? Section.place(first.file(), first.line()) : "",
                    key.get(1),
                    key.get(2),
                    key.get(3));
        });
        add(rows.section("Workloads", "", "mode", "waypoint", "mutual TLS", "workload and its policies"));
    }

    private static String why(WorkloadState one) {
        return one.mtls().by().isEmpty()
                ? one.why()
                : one.why() + "; mutual TLS by " + one.mtls().by();
    }

    private static String waypoints(WorkloadState one) {
        if (one.waypoints().isEmpty()) {
            return one.mode() == MeshMode.AMBIENT ? "no waypoint" : "-";
        }
        return one.waypoints().stream()
                .map(waypoint -> waypoint.gateway()
                        + (waypoint.state() == Enrolment.State.BOUND
                                ? ""
                                : " ("
                                        + waypoint.state()
                                                .name()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', ' ') + ")"))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String mutualTls(WorkloadState one) {
        var exceptions = one.exceptions().stream()
                .map(port -> ", " + port.port() + " " + port.mtls().mode())
                .collect(Collectors.joining());
        return (one.mode() == MeshMode.NONE ? "plaintext" : one.mtls().mode())
                + (one.mode() != MeshMode.NONE && one.mtls().by().isEmpty() ? " (default)" : "")
                + exceptions;
    }

    /// `ALLOW at sidecar, DENY at ztunnel: never`.
    private static String guards(WorkloadState one) {
        if (one.policies().isEmpty()) {
            return "no policy, admits all";
        }
        return one.policies().stream()
                .map(guard -> guard.action()
                        + (guard.layer() == Layer.NOWHERE ? " " : " at ")
                        + guard.layer().word()
                        + (guard.runs() == Runs.AS_WRITTEN || guard.layer() == Layer.NOWHERE
                                ? ""
                                : " (" + guard.runs().word() + ")"))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private void meshWide() {
        var wide = review.meshWide();
        if (wide == null) {
            return;
        }
        var rows = new Rows();
        var place = Section.place(wide.file(), wide.line());
        rows.add(Certainty.FACT, "PeerAuthentication " + wide.policy() + ", mode " + wide.mode(), place, "policy");
        rows.add(Certainty.FACT, named(wide.sets()), "", "sets");
        rows.add(Certainty.FACT, named(wide.changes()), "", "changes");
        rows.add(Certainty.FACT, named(wide.overridden()), "", "overridden");
        for (var one : wide.breaks()) {
            rows.add(
                    one.certainty(),
                    one.from() + " → " + one.to() + (one.port() == 0 ? "" : ":" + one.port()) + ": " + one.why(),
                    "",
                    "breaks");
        }
        add(rows.section("Mesh-wide PeerAuthentication", "", "what", "whom"));
    }

    private String named(List<String> workloads) {
        return workloads.isEmpty()
                ? "no workload"
                : workloads.size() + ": " + Section.some(workloads, all ? workloads.size() : NAMES);
    }

    private void policies() {
        var rows = new Rows();
        int fine = 0;
        for (var policy : review.policies()) {
            if (policy.runs() == Runs.AS_WRITTEN && !all && review.policies().size() > ROWS / 2) {
                fine++;
            } else {
                policy(policy, rows);
            }
        }
        add(rows.section(
                "Policies, and where their rules run",
                fine == 0
                        ? ""
                        : fine + " " + (rows.isEmpty() ? "" : "more ") + "run as written, each at the layer shown"
                                + " beside its workload",
                "policy",
                "layer",
                "runs",
                "what happens"));
    }

    private void policy(PolicyState policy, Rows rows) {
        var name = policy.action() + " " + policy.policy();
        for (var place : policy.places()) {
            rows.add(
                    place.certainty(),
                    place.effect() + (place.at().isEmpty() ? "" : "; for " + Section.some(place.at(), NAMES)),
                    Section.place(policy.file(), policy.line()),
                    name,
                    place.layer().word(),
                    place.runs().word().replace('-', ' '));
            place.rules().stream()
                    .filter(rule ->
                            rule.runs() != Runs.AS_WRITTEN && !rule.why().isEmpty())
                    .forEach(rule -> rows.add(
                            place.certainty(),
                            rule.why(),
                            Section.place(rule.file(), rule.line()),
                            "  rule " + rule.rule(),
                            place.layer().word(),
                            rule.runs().word().replace('-', ' ')));
        }
    }

    private void calls() {
        var groups = new LinkedHashMap<List<String>, List<CallState>>();
        int fine = 0;
        for (var call : review.calls()) {
            if (isFine(call) && !all) {
                fine++;
                continue;
            }
            groups.computeIfAbsent(
                            List.of(
                                    call.certainty().word(),
                                    percent(call.mutual()) + " mutual TLS",
                                    percent(call.strict()) + " STRICT",
                                    verdict(call.verdict()),
                                    call.why(),
                                    all ? call.text() : ""),
                            _ -> new ArrayList<>())
                    .add(call);
        }
        var rows = new Rows();
        groups.forEach((key, same) -> {
            var first = same.getFirst();
            var names = same.stream().map(CallState::text).toList();
            rows.add(
                    first.certainty(),
                    (names.size() == 1 ? "" : names.size() + " calls: ")
                            + Section.some(names, NAMES)
                            + (first.why().isEmpty() ? "" : ": " + first.why()),
                    names.size() == 1 ? Section.place(first.file(), first.line()) : "",
                    key.get(1),
                    key.get(2),
                    key.get(3));
        });
        add(rows.section(
                "Known calls",
                fine == 0
                        ? ""
                        : (rows.isEmpty() ? "all " : "the other ") + fine
                                + " run mutual TLS, end at STRICT ports and get through",
                "mutual TLS",
                "STRICT",
                "gets through",
                "call"));
    }

    private static boolean isFine(CallState call) {
        return call.isMutual()
                && call.isStrict()
                && call.verdict() != Verdict.NO
                && call.verdict() != Verdict.UNDECIDED;
    }

    private static String verdict(Verdict verdict) {
        return switch (verdict) {
            case YES -> "gets through";
            case SOME -> "some requests do";
            case UNDECIDED -> "undecided";
            case NO -> "refused";
        };
    }

    private static String percent(@Nullable Integer percent) {
        return percent == null ? "unknown" : percent + " %";
    }

    private void grounds(String title, List<Review.Statement> statements) {
        var rows = new Rows();
        statements.forEach(one -> rows.add(
                one.certainty(),
                one.text(),
                Section.place(one.file(), one.line()),
                one.evidence().word()));
        add(rows.section(title, statements.isEmpty() ? "none" : "", "rests on", "statement"));
    }
}
