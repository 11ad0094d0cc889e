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
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.topology.Workload;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An ALLOW rule that does not say who: it asks for ports, paths or headers only, or names those who may not.
final class AllowWithoutIdentity implements Rule {
    private static final Set<Attribute> IDENTITY = Set.of(
            Attribute.PRINCIPAL,
            Attribute.NAMESPACE,
            Attribute.SERVICE_ACCOUNT,
            Attribute.SOURCE_IP,
            Attribute.REMOTE_IP,
            Attribute.REQUEST_PRINCIPAL,
            Attribute.AUDIENCE,
            Attribute.PRESENTER,
            Attribute.CLAIM);

    private static final RuleInfo INFO = new RuleInfo(
            "MW3108",
            "AllowWithoutIdentity",
            Category.SECURITY,
            Severity.INFO,
            "An ALLOW rule does not say who may call",
            "Everyone who reaches the pod is admitted to what the rule names: with any certificate, and on ports that are"
                    + " not STRICT without one. A rule that only names who may not call admits all others.",
            "Name the callers' principals; for a port that is public on purpose say so in meshwright.yaml.",
            Examples.CART + Examples.policy("rules: [{to: [{operation: {methods: [GET]}}]}]"),
            Examples.CART + Examples.policy("""
                    rules:
                      - from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}]
                        to: [{operation: {methods: [GET]}}]
                    """),
            "https://istio.io/latest/docs/reference/config/security/authorization-policy/#Rule");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = SecurityView.of(mesh);
        var publicPorts = new PublicPorts(mesh, view);
        return view.policies().stream()
                .filter(policy -> policy.action() == Action.ALLOW)
                .flatMap(policy -> policy.rules().stream()
                        .filter(rule -> !rule.isEmpty()
                                && namesNobody(rule)
                                && !isForGateway(view, policy)
                                && !isPublic(view, publicPorts, policy, rule))
                        .map(rule -> finding(view, policy, rule)));
    }

    /// Whoever comes in through a gateway has no identity of the mesh.
    private static boolean isForGateway(SecurityView view, AuthorizationPolicy policy) {
        if (policy.targetsRefs()) {
            return policy.object().root().items("spec", "targetRefs").stream()
                    .anyMatch(target -> target.text("kind").orElse("").startsWith("Gateway"));
        }
        var selected = view.selected(policy);
        return !selected.isEmpty()
                && !policy.selector().isEmpty()
                && selected.stream().allMatch(Workload::isGateway);
    }

    private static boolean namesNobody(AuthorizationPolicy.Rule rule) {
        return !namesSomebody(rule.when())
                && (rule.from().isEmpty() || rule.from().stream().anyMatch(entry -> !namesSomebody(entry)));
    }

    private static boolean namesSomebody(Entry entry) {
        return entry.constraints().stream()
                .anyMatch(constraint -> !constraint.negated() && IDENTITY.contains(constraint.attribute()));
    }

    /// Whether all of it is for ports that take calls from outside for a reason.
    private static boolean isPublic(
            SecurityView view, PublicPorts publicPorts, AuthorizationPolicy policy, AuthorizationPolicy.Rule rule) {
        var selected = view.selected(policy);
        var ports = ports(rule);
        return !selected.isEmpty()
                && ports.isPresent()
                && selected.stream()
                        .allMatch(workload -> ports.get().stream()
                                .allMatch(port -> publicPorts.of(workload, port).isPresent()));
    }

    /// The ports that a rule is for; empty where one of its operations is for any.
    private static Optional<Set<Integer>> ports(AuthorizationPolicy.Rule rule) {
        var all = Stream.concat(rule.to().stream(), Stream.of(rule.when()))
                .map(AllowWithoutIdentity::ports)
                .toList();
        boolean isLimited = !all.getLast().isEmpty()
                || (!rule.to().isEmpty()
                        && all.subList(0, all.size() - 1).stream().noneMatch(List::isEmpty));
        return isLimited
                ? Optional.of(all.stream().flatMap(List::stream).collect(Collectors.toSet()))
                : Optional.empty();
    }

    private static List<Integer> ports(Entry entry) {
        return entry.constraints().stream()
                .filter(constraint -> constraint.attribute() == Attribute.PORT && !constraint.negated())
                .map(Constraint::values)
                .flatMap(List::stream)
                .map(Value::text)
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(Integer::valueOf)
                .toList();
    }

    private static Finding finding(SecurityView view, AuthorizationPolicy policy, AuthorizationPolicy.Rule rule) {
        var reached =
                view.selected(policy).stream().map(Workload::id).distinct().toList();
        var onlyExcluded = rule.constraints().allMatch(Constraint::negated);
        var asked = rule.constraints()
                .map(constraint -> name(constraint))
                .distinct()
                .collect(Collectors.joining(", "));
        var finding = Finding.of(
                INFO,
                policy.object(),
                rule.where(),
                "spec.rules[" + rule.index() + "]",
                "admits everyone to " + (reached.isEmpty() ? "its workloads" : SecurityView.some(reached))
                        + ", whoever they are: it asks for " + asked + " only",
                INFO.fix());
        return onlyExcluded ? finding.withSeverity(Severity.WARNING) : finding;
    }

    private static String name(Constraint constraint) {
        return constraint.key().isEmpty()
                ? constraint.path().substring(constraint.path().lastIndexOf('.') + 1)
                : constraint.key();
    }
}
