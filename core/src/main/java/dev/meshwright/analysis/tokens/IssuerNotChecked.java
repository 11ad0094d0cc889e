package dev.meshwright.analysis.tokens;

import dev.meshwright.access.Attribute;
import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.AuthorizationPolicy.Constraint;
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
import java.util.stream.Stream;

/// A policy asks for a token of an issuer whose tokens nobody checks there.
final class IssuerNotChecked implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW3302",
            "IssuerNotChecked",
            Category.SECURITY,
            Severity.ERROR,
            "A policy asks for tokens that nobody checks",
            "Policies see a token only after a RequestAuthentication has checked it. Without one for the issuer every"
                    + " request looks like one without a token, or is refused with 401.",
            "Add a RequestAuthentication with this issuer for the same workloads, or correct the issuer: it has to be"
                    + " the same letter by letter.",
            Examples.CART
                    + Examples.issuer("https://id.example")
                    + Examples.policy("{requestPrincipals: [\"https://id.example.org/*\"]}"),
            Examples.CART
                    + Examples.issuer("https://id.example")
                    + Examples.policy("{requestPrincipals: [\"https://id.example/*\"]}"),
            "https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = TokenView.of(mesh);
        return view.policies().stream()
                .filter(policy -> policy.action() != Action.CUSTOM && !policy.targetsRefs())
                .flatMap(policy -> policy.rules().stream()
                        .flatMap(AuthorizationPolicy.Rule::constraints)
                        .filter(TokenView::isAboutTokens)
                        .flatMap(constraint -> constraint.values().stream()
                                .flatMap(value -> finding(view, policy, constraint, value).stream())
                                .limit(1)))
                .map(finding ->
                        mesh.lacks("security.istio.io", "RequestAuthentication") ? finding.asInference() : finding);
    }

    private static Optional<Finding> finding(
            TokenView view, AuthorizationPolicy policy, Constraint constraint, Value value) {
        List<Workload> reached = view.reached(policy);
        if (reached.isEmpty() || reached.stream().anyMatch(one -> isChecked(view.of(one), constraint, value))) {
            return Optional.empty();
        }
        var first = reached.getFirst();
        var issuer = issuer(constraint, value);
        var known = view.of(first).stream()
                .flatMap(one -> one.rules().stream())
                .map(RequestAuthentication.TokenRule::issuer)
                .distinct()
                .toList();
        return Optional.of(Finding.of(
                INFO,
                policy.object(),
                value.where(),
                constraint.path(),
                known.isEmpty()
                        ? "no RequestAuthentication checks tokens for " + first.id() + ", so none matches "
                                + value.text()
                        : "no RequestAuthentication for " + first.id() + " has the issuer " + issuer.orElse("")
                                + "; there is " + String.join(", ", known),
                INFO.fix()));
    }

    private static boolean isChecked(List<RequestAuthentication> checking, Constraint constraint, Value value) {
        var issuer = issuer(constraint, value);
        return checking.stream()
                .flatMap(one -> one.rules().stream())
                .anyMatch(rule -> issuer.isEmpty()
                        || rule.issuer().isEmpty()
                        || rule.issuer().equals(issuer.get()));
    }

    /// The issuer that a value names, where it names a single one: what stands before the last slash.
    private static Optional<String> issuer(Constraint constraint, Value value) {
        var text = value.text();
        int slash = text.lastIndexOf('/');
        return constraint.attribute() != Attribute.REQUEST_PRINCIPAL || slash < 1 || text.startsWith("*")
                ? Optional.empty()
                : Optional.of(text.substring(0, slash));
    }
}
