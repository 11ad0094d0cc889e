package dev.meshwright.analysis.security;

import dev.meshwright.access.Attribute;
import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.AuthorizationPolicy.Value;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.topology.Workload;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An ALLOW rule that asks about requests on a port where the proxy only sees bytes.
final class HttpRuleOnTcpPort implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW3111",
            "HttpRuleOnTcpPort",
            Category.SECURITY,
            Severity.ERROR,
            "An ALLOW rule about requests on a TCP port",
            "On ports that carry TCP istiod leaves out ALLOW rules that ask for methods, paths, hosts, headers or tokens."
                    + " The policy still refuses what no rule admits, so the rule's callers are refused.",
            "Ask for principals and ports only, or name the Service's port http or grpc if that is what it speaks.",
            store("methods: [GET], ports: [\"5432\"]"),
            store("ports: [\"5432\"]"),
            "https://istio.io/latest/docs/tasks/security/authorization/authz-tcp/");

    private static String store(String operation) {
        return Examples.CART
                        .replace("{name: http, port: 80, targetPort: 8080}", "{name: tcp, port: 5432}")
                        .replace("8080", "5432")
                + Examples.policy("""
                        rules:
                          - from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]
                            to: [{operation: {%s}}]
                        """.formatted(operation));
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = SecurityView.of(mesh);
        return view.policies().stream()
                .filter(policy -> policy.action() == Action.ALLOW
                        && !policy.targetsRefs()
                        && policy.rules().stream().anyMatch(HttpRuleOnTcpPort::asksAboutRequests))
                .flatMap(policy -> findings(view, policy));
    }

    private static Stream<Finding> findings(SecurityView view, AuthorizationPolicy policy) {
        List<Workload> selected =
                view.selected(policy).stream().filter(view::hasSidecar).toList();
        return selected.isEmpty()
                ? Stream.empty()
                : policy.rules().stream()
                        .filter(HttpRuleOnTcpPort::asksAboutRequests)
                        .flatMap(rule -> finding(view, policy, rule, selected));
    }

    private static boolean asksAboutRequests(AuthorizationPolicy.Rule rule) {
        return rule.constraints().anyMatch(constraint -> constraint.attribute().isHttpOnly());
    }

    private static Stream<Finding> finding(
            SecurityView view, AuthorizationPolicy policy, AuthorizationPolicy.Rule rule, List<Workload> selected) {
        var named = rule.constraints()
                .filter(constraint -> constraint.attribute() == Attribute.PORT && !constraint.negated())
                .flatMap(constraint -> constraint.values().stream())
                .map(Value::text)
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(Integer::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
        for (var workload : selected) {
            Set<Integer> ports = named.isEmpty() ? view.ports(workload) : named;
            if (ports.isEmpty() || !ports.stream().allMatch(port -> view.isTcp(workload, port))) {
                return Stream.empty();
            }
        }
        var first = selected.getFirst();
        var asked = rule.constraints()
                .filter(constraint -> constraint.attribute().isHttpOnly())
                .findFirst()
                .orElseThrow();
        return Stream.of(Finding.of(
                INFO,
                policy.object(),
                asked.values().isEmpty()
                        ? rule.where()
                        : asked.values().getFirst().where(),
                asked.path(),
                "the rule admits nobody to " + first.id() + ", whose port "
                        + (named.isEmpty() ? view.ports(first) : named)
                                .stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + " carries TCP: it asks about requests",
                INFO.fix()));
    }
}
