package dev.meshwright.analysis.ambient;

import dev.meshwright.access.Attribute;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.Decision;
import dev.meshwright.access.Waypoint;
import dev.meshwright.access.condition.Request;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.topology.Workload;
import java.util.Set;
import java.util.stream.Stream;

/// A DENY rule by client identity behind a waypoint, which hides it.
final class DenyMissesClients implements Rule {
    private static final Set<Attribute> IDENTITY =
            Set.of(Attribute.PRINCIPAL, Attribute.NAMESPACE, Attribute.SERVICE_ACCOUNT);

    private static final RuleInfo INFO = new RuleInfo(
            "MW4111",
            "DenyMissesClients",
            Category.AMBIENT,
            Severity.WARNING,
            "Behind a waypoint a DENY rule misses its clients",
            "ztunnel sees the waypoint's identity on every call through it, so a DENY rule for a "
                    + "client's principal or namespace stops that client on the direct way only.",
            "Attach the policy to the Service with targetRefs as well: the waypoint sees the client.",
            Examples.CART + Examples.ENROLLED_SERVICE + Examples.WAYPOINT + Examples.policy("""
                    action: DENY
                    rules: [{from: [{source: {namespaces: [test]}}]}]
                    """),
            Examples.CART + Examples.ENROLLED_SERVICE + Examples.WAYPOINT + Examples.policy("""
                    targetRefs: [{group: "", kind: Service, name: cart}]
                    action: DENY
                    rules: [{from: [{source: {namespaces: [test]}}]}]
                    """),
            "https://istio.io/latest/docs/ambient/usage/l7-features/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = AmbientView.of(mesh);
        return ZtunnelRule.of(view, Action.DENY)
                .filter(rule -> rule.reading().matches() && asksForClient(rule))
                .flatMap(rule -> rule.reached().workloads().stream()
                        .flatMap(workload -> view.before(workload).stream()
                                .filter(waypoint -> isMissed(view, rule, workload, waypoint))
                                .map(waypoint -> finding(rule, workload, waypoint))));
    }

    private static boolean asksForClient(ZtunnelRule rule) {
        return rule.reading()
                .rule()
                .constraints()
                .anyMatch(one -> IDENTITY.contains(one.attribute()) && !one.negated());
    }

    /// Whether the rule lets the waypoint pass.
    private static boolean isMissed(AmbientView view, ZtunnelRule rule, Workload workload, Waypoint waypoint) {
        var peer = waypoint.identity(view.settings()).peer();
        return view.ports(workload).stream()
                .map(port -> view.access().atZtunnel(workload, port).decide(Request.some(peer, port)))
                .noneMatch(decision -> decision.reason() == Decision.Reason.DENY_RULE
                        && rule.reading().rule().where().equals(decision.where()));
    }

    private static Finding finding(ZtunnelRule rule, Workload workload, Waypoint waypoint) {
        return rule.finding(
                INFO,
                rule.reading().rule().where(),
                rule.path(),
                "calls to " + workload.id() + " through waypoint " + waypoint.namespace() + "/" + waypoint.name()
                        + " carry the waypoint's identity: the rule does not stop its clients there");
    }
}
