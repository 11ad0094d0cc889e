package dev.meshwright.analysis.review;

import dev.meshwright.access.Attribute;
import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.AuthorizationPolicy.Constraint;
import dev.meshwright.access.AuthorizationPolicy.Entry;
import dev.meshwright.access.AuthorizationPolicy.Rule;
import dev.meshwright.analysis.review.PolicyState.RuleState;
import dev.meshwright.analysis.review.PolicyState.Runs;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What becomes of a policy's rules at a sidecar, gateway or waypoint. Where a port carries bytes, nothing about
/// requests
/// can be asked: an ALLOW rule that does is left out there, of the others what asks is.
///
/// @param ports those that are known
/// @param bytes of these, those on which the proxy reads no requests
record EnvoyFate(Set<Integer> ports, Set<Integer> bytes) {

    List<RuleState> rules(AuthorizationPolicy policy) {
        return policy.rules().stream().map(rule -> rule(policy, rule)).toList();
    }

    private RuleState rule(AuthorizationPolicy policy, Rule rule) {
        if (policy.dryRun()) {
            return state(rule, Runs.DRY_RUN, "in dry-run: it is counted and not enforced");
        }
        var unknown = rule.when().constraints().stream()
                .filter(one -> one.attribute() == Attribute.UNKNOWN)
                .map(Constraint::key)
                .findFirst();
        if (unknown.isPresent()) {
            return state(rule, Runs.NEVER, "istiod knows no " + unknown.get() + " and leaves the rule out");
        }
        var asked =
                rule.constraints().filter(one -> one.attribute().isHttpOnly()).toList();
        var concerned = new TreeSet<>(bytes);
        concerned.removeIf(port -> !mayMatch(rule, port));
        if (asked.isEmpty() || concerned.isEmpty()) {
            return state(rule, Runs.AS_WRITTEN, "");
        }
        var where = (concerned.size() == 1 ? "port " : "ports ")
                + concerned.stream().map(String::valueOf).collect(Collectors.joining(", "))
                + (concerned.size() == 1 ? " carries" : " carry") + " bytes, not requests: there ";
        if (policy.action() != Action.ALLOW) {
            return state(rule, Runs.WIDER, where + "it is enforced without " + Constraint.names(asked));
        }
        boolean isEverywhere =
                ports.stream().filter(port -> mayMatch(rule, port)).allMatch(concerned::contains);
        return state(
                rule,
                isEverywhere ? Runs.NEVER : Runs.PARTLY,
                where + "it is left out, because it asks for " + Constraint.names(asked));
    }

    /// Whether the ports that the rule names, if any, let it match there.
    private static boolean mayMatch(Rule rule, int port) {
        return rule.to().isEmpty() || rule.to().stream().anyMatch(entry -> names(entry, port));
    }

    private static boolean names(Entry entry, int port) {
        return entry.constraints().stream()
                .filter(one -> one.attribute() == Attribute.PORT)
                .allMatch(one -> one.negated()
                        != one.values().stream().anyMatch(value -> value.text().equals("" + port)));
    }

    static RuleState state(Rule rule, Runs runs, String why) {
        return new RuleState(
                rule.index(), runs, why, rule.where().file(), rule.where().line());
    }
}
