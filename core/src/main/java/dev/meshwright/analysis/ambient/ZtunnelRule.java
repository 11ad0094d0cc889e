package dev.meshwright.analysis.ambient;

import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.ZtunnelReading;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.manifest.Source;
import java.util.stream.Stream;

/// A rule of a policy that ztunnel enforces for some workloads, and what ztunnel makes of it.
record ZtunnelRule(AuthorizationPolicy policy, ZtunnelReading reading, Reached reached) {

    /// The rules of all policies with this action.
    static Stream<ZtunnelRule> of(AmbientView view, Action action) {
        return view.policies().stream()
                .filter(policy -> policy.action() == action && !policy.dryRun())
                .flatMap(policy -> view.reached(policy).stream()
                        .filter(reached -> isSent(view, policy, reached))
                        .flatMap(reached -> policy.rules().stream()
                                .map(rule -> new ZtunnelRule(policy, ZtunnelReading.of(policy, rule), reached))));
    }

    private static boolean isSent(AmbientView view, AuthorizationPolicy policy, Reached reached) {
        return reached.workloads().isEmpty()
                || reached.workloads().stream()
                        .anyMatch(workload -> policy.appliesAtZtunnel(workload, view.settings()));
    }

    /// Whether no rule of the policy can match anything there, though it has rules.
    static boolean isLost(AuthorizationPolicy policy) {
        return !policy.rules().isEmpty()
                && policy.rules().stream()
                        .noneMatch(rule -> ZtunnelReading.of(policy, rule).matches());
    }

    /// Whether it is the first of its policy's rules, so that what is said of the policy is said once.
    boolean isFirst() {
        return policy.rules().getFirst().equals(reading.rule());
    }

    Finding finding(RuleInfo info, Source where, String path, String message) {
        return reached.grade(Finding.of(info, policy.object(), where, path, message, info.fix()));
    }

    /// Within the object.
    String path() {
        return "spec.rules[" + reading.rule().index() + "]";
    }
}
