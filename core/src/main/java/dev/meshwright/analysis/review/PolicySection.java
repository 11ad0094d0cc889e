package dev.meshwright.analysis.review;

import dev.meshwright.analysis.review.PolicyState.Runs;
import dev.meshwright.analysis.review.Section.Rows;

/// Where the rules of each policy run, and what comes of those that do not run as written.
final class PolicySection {
    /// Up to this many, those that run as written are shown as well.
    private static final int FEW = 6;

    private final Review review;
    private final boolean all;

    private PolicySection(Review review, boolean all) {
        this.review = review;
        this.all = all;
    }

    static Section of(Review review, boolean all) {
        return new PolicySection(review, all).section();
    }

    private Section section() {
        var rows = new Rows();
        int fine = 0;
        for (var policy : review.policies()) {
            if (policy.runs() == Runs.AS_WRITTEN && !all && review.policies().size() > FEW) {
                fine++;
            } else {
                policy(policy, rows);
            }
        }
        return rows.section(
                "Policies, and where their rules run",
                fine == 0
                        ? ""
                        : fine + " " + (rows.isEmpty() ? "" : "more ") + "run as written, each at the layer shown"
                                + " beside its workload",
                "policy",
                "layer",
                "runs",
                "what happens");
    }

    private void policy(PolicyState policy, Rows rows) {
        var name = policy.action() + " " + policy.policy();
        for (var place : policy.places()) {
            rows.add(
                    place.certainty(),
                    place.effect() + (place.at().isEmpty() ? "" : "; for " + Section.some(place.at())),
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
}
