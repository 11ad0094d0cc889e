package dev.meshwright.analysis.review;

import dev.meshwright.access.reach.Matrix.Share;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.report.Counts;
import dev.meshwright.analysis.review.Section.Rows;
import dev.meshwright.analysis.review.WorkloadState.MeshMode;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The answer in a few lines.
final class SummarySection {
    private final Review review;

    private SummarySection(Review review) {
        this.review = review;
    }

    static Section of(Review review) {
        return new SummarySection(review).section();
    }

    private Section section() {
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
        return rows.section("Summary", "", "what", "answer");
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
                : "at " + doors.size() + " of " + review.workloads().size() + ": " + Section.some(names);
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
        return weak.isEmpty() || weak.size() == review.workloads().size() ? "" : "; not STRICT: " + Section.some(weak);
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
                + (summary.unknown() == 0 ? "" : "; " + summary.unknown() + " cannot be told")
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
}
