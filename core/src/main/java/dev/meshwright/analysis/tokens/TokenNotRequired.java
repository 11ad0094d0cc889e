package dev.meshwright.analysis.tokens;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Reads;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.topology.Workload;
import java.util.stream.Stream;

/// Tokens are checked where they come, and nothing asks for one.
final class TokenNotRequired implements Rule {
    private static final String CLAIM = "@request.auth.claims";

    private static final RuleInfo INFO = new RuleInfo(
            "MW3301",
            "TokenNotRequired",
            Category.SECURITY,
            Severity.WARNING,
            "Tokens are checked, but none is required",
            "A RequestAuthentication refuses tokens that are wrong. A request without any token passes as if nothing were"
                    + " there.",
            "Add an AuthorizationPolicy that asks for requestPrincipals, such as ALLOW from requestPrincipals"
                    + " [\"ISSUER/*\"].",
            Examples.CART + Examples.issuer("https://id.example"),
            Examples.CART
                    + Examples.issuer("https://id.example")
                    + Examples.policy("{requestPrincipals: [\"https://id.example/*\"]}"),
            "https://istio.io/latest/docs/tasks/security/authentication/authn-policy/#require-a-valid-token");

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
        if (mesh.lacks("security.istio.io", "RequestAuthentication")) {
            return Stream.empty();
        }
        var view = TokenView.of(mesh);
        return view.authentications().stream()
                .filter(one -> !one.rules().isEmpty() && !isRequired(mesh, view, one))
                .map(one -> Finding.of(
                        INFO,
                        one.object(),
                        one.object().where("spec", "jwtRules"),
                        "spec.jwtRules",
                        "no AuthorizationPolicy asks for a token here: requests without one pass",
                        INFO.fix()));
    }

    private static boolean isRequired(Mesh mesh, TokenView view, RequestAuthentication one) {
        boolean byPolicy = view.policies().stream()
                .anyMatch(policy -> TokenView.asksForToken(policy) && one.isCoveredBy(policy, view.rootNamespace()));
        var reached = view.reached(one);
        return byPolicy
                || (!reached.isEmpty()
                        && reached.stream()
                                .allMatch(workload ->
                                        view.policiesOf(workload).stream().anyMatch(TokenView::asksForToken)))
                || ((reached.isEmpty() || reached.stream().anyMatch(Workload::isGateway)) && routesByClaim(mesh));
    }

    /// Whether routes look at claims: then it is they that ask.
    private static boolean routesByClaim(Mesh mesh) {
        return mesh.objects("networking.istio.io", "VirtualService").stream()
                .flatMap(object -> object.root().items("spec", "http").stream())
                .flatMap(route -> route.items("match").stream())
                .flatMap(match ->
                        Stream.concat(match.entries("headers").stream(), match.entries("withoutHeaders").stream()))
                .anyMatch(header -> header.key().startsWith(CLAIM));
    }
}
