package dev.meshwright.analysis.security;

import dev.meshwright.access.Attribute;
import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.AuthorizationPolicy.Constraint;
import dev.meshwright.access.AuthorizationPolicy.Entry;
import dev.meshwright.access.AuthorizationPolicy.Value;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Reads;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Workload;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// An ALLOW rule that admits a whole namespace, of which only some are known to call.
final class NamespaceAdmitted implements Rule {
    private static final Set<Attribute> NARROWER =
            Set.of(Attribute.PRINCIPAL, Attribute.SERVICE_ACCOUNT, Attribute.REQUEST_PRINCIPAL);

    private static final RuleInfo INFO = new RuleInfo(
            "MW3107",
            "NamespaceAdmitted",
            Category.SECURITY,
            Severity.INFO,
            "An ALLOW rule admits a whole namespace",
            "Everything that runs in the namespace may call, now and later: whoever may create pods there decides who"
                    + " gets in.",
            "Name the principals of the callers.",
            Examples.CART + team() + Examples.policy("rules: [{from: [{source: {namespaces: [team]}}]}]"),
            Examples.CART
                    + team()
                    + Examples.policy("rules: [{from: [{source: {principals: [cluster.local/ns/team/sa/web]}}]}]"),
            "https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source");

    private static String team() {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: team}
                spec:
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      serviceAccountName: web
                      containers:
                        - name: web
                          env: [{name: CART_URL, value: "http://cart.shop"}]
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: batch, namespace: team}
                spec:
                  template:
                    metadata: {labels: {app: batch}}
                    spec: {serviceAccountName: batch, containers: [{name: batch}]}
                ---
                """;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Reads reads() {
        return Reads.MESH;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        if (mesh.objects("security.istio.io", "AuthorizationPolicy").stream().noneMatch(NamespaceAdmitted::namesOne)) {
            return Stream.empty();
        }
        var view = SecurityView.of(mesh);
        return view.policies().stream()
                .filter(policy -> policy.action() == Action.ALLOW && !policy.targetsRefs())
                .flatMap(policy -> policy.rules().stream()
                        .flatMap(rule -> rule.from().stream())
                        .filter(NamespaceAdmitted::isByNamespace)
                        .flatMap(entry -> namespaces(entry))
                        .flatMap(value -> finding(view, policy, value)));
    }

    private static boolean namesOne(Manifest policy) {
        return policy.root().items("spec", "rules").stream()
                .flatMap(rule -> rule.items("from").stream())
                .anyMatch(from -> !from.items("source", "namespaces").isEmpty());
    }

    private static boolean isByNamespace(Entry entry) {
        return entry.constraints().stream()
                .noneMatch(constraint -> !constraint.negated() && NARROWER.contains(constraint.attribute()));
    }

    private static Stream<Named> namespaces(Entry entry) {
        return entry.constraints().stream()
                .filter(constraint -> constraint.attribute() == Attribute.NAMESPACE && !constraint.negated())
                .flatMap(constraint -> constraint.values().stream().map(value -> new Named(constraint, value)))
                .filter(named -> !named.value().text().contains("*"));
    }

    private record Named(Constraint constraint, Value value) {}

    private static Stream<Finding> finding(SecurityView view, AuthorizationPolicy policy, Named named) {
        var callers = new HashSet<String>();
        view.selected(policy).forEach(workload -> callers.addAll(view.callersOf(workload)));
        var idle = view.workloads(named.value().text()).stream()
                .map(Workload::id)
                .filter(id -> !callers.contains(id))
                .distinct()
                .toList();
        List<String> targets =
                view.selected(policy).stream().map(Workload::id).distinct().toList();
        if (idle.isEmpty() || callers.isEmpty() || targets.containsAll(idle)) {
            return Stream.empty();
        }
        return Stream.of(Finding.of(
                INFO,
                policy.object(),
                named.value().where(),
                named.constraint().path(),
                "admits all of namespace " + named.value().text() + " to " + SecurityView.some(targets) + ", also "
                        + SecurityView.some(idle) + ", not known to call",
                INFO.fix()));
    }
}
