package dev.meshwright.analysis.gateways;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Reads;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.HashMap;
import java.util.Optional;
import java.util.stream.Stream;

/// A VirtualService routes by a claim of a token that no RequestAuthentication validates at its gateway.
final class ClaimRouteWithoutAuthentication implements Rule {
    private static final String CLAIM = "@request.auth.claims";

    private static final RuleInfo INFO = new RuleInfo(
            "IST0149",
            "ClaimRouteWithoutAuthentication",
            Category.SECURITY,
            Severity.ERROR,
            "A route by token claim has no token validation",
            "Claims are known only of tokens that a RequestAuthentication has validated, so the route never matches.",
            "Add a RequestAuthentication that selects the gateway's pods.",
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: public, namespace: shop}
            spec:
              selector: {istio: ingressgateway}
              servers: [{hosts: [shop.example.com], port: {number: 80, name: http, protocol: HTTP}}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: shop}
            spec:
              hosts: [shop.example.com]
              gateways: [public]
              http:
                - match: [{headers: {"@request.auth.claims.group": {exact: beta}}}]
                  route: [{destination: {host: shop-beta}}]
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: public, namespace: shop}
            spec:
              selector: {istio: ingressgateway}
              servers: [{hosts: [shop.example.com], port: {number: 80, name: http, protocol: HTTP}}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: shop}
            spec:
              hosts: [shop.example.com]
              gateways: [public]
              http:
                - match: [{headers: {"@request.auth.claims.group": {exact: beta}}}]
                  route: [{destination: {host: shop-beta}}]
            ---
            apiVersion: security.istio.io/v1
            kind: RequestAuthentication
            metadata: {name: login, namespace: istio-system}
            spec:
              selector: {matchLabels: {istio: ingressgateway}}
              jwtRules: [{issuer: login.example.com}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0149/");

    /// A route's condition on a claim.
    private record ClaimMatch(Node.Entry header, String path) {}

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /// Gateways select pods of any namespace.
    @Override
    public Reads reads() {
        return Reads.MESH;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return mesh.objects("networking.istio.io", "VirtualService").stream()
                .flatMap(object -> claimMatch(object).stream().flatMap(match -> findings(mesh, object, match)));
    }

    private static Optional<ClaimMatch> claimMatch(Manifest object) {
        var routes = object.root().items("spec", "http");
        for (int i = 0; i < routes.size(); i++) {
            var matches = routes.get(i).items("match");
            for (int j = 0; j < matches.size(); j++) {
                for (var field : new String[] {"headers", "withoutHeaders"}) {
                    for (var header : matches.get(j).entries(field)) {
                        if (header.key().startsWith(CLAIM)) {
                            var path = "spec.http[" + i + "].match[" + j + "]." + field;
                            return Optional.of(new ClaimMatch(header, path));
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Stream<Finding> findings(Mesh mesh, Manifest object, ClaimMatch match) {
        var validated = new HashMap<GatewayPods.Pod, Boolean>();
        return object.root().items("spec", "gateways").stream()
                .flatMap(name -> name.text().stream())
                .flatMap(name -> gateway(mesh, object, name).stream())
                .flatMap(gateway -> GatewayPods.of(mesh).selected(GatewayServer.selector(gateway)).stream()
                        .filter(pod -> !validated.computeIfAbsent(pod, one -> isValidated(mesh, one)))
                        .map(pod -> finding(object, match, gateway, pod)))
                .map(finding ->
                        mesh.lacks("security.istio.io", "RequestAuthentication") ? finding.asInference() : finding);
    }

    private static Optional<Manifest> gateway(Mesh mesh, Manifest object, String name) {
        int slash = name.indexOf('/');
        return mesh.object(
                "networking.istio.io",
                "Gateway",
                slash < 0 ? object.namespaceOrDefault() : name.substring(0, slash),
                name.substring(slash + 1));
    }

    /// Whether a RequestAuthentication of the mesh or of the pod's namespace applies to the pod.
    private static boolean isValidated(Mesh mesh, GatewayPods.Pod pod) {
        return mesh.objects("security.istio.io", "RequestAuthentication").stream()
                .filter(policy -> policy.namespaceOrDefault().equals(pod.namespace())
                        || policy.namespaceOrDefault().equals(mesh.config().rootNamespace()))
                .anyMatch(policy -> policy.root().entries("spec", "selector", "matchLabels").stream()
                        .allMatch(label -> label.value()
                                .text()
                                .orElse("")
                                .equals(pod.labels().get(label.key()))));
    }

    private static Finding finding(Manifest object, ClaimMatch match, Manifest gateway, GatewayPods.Pod pod) {
        return Finding.of(
                INFO,
                object,
                match.header().where(),
                match.path(),
                "the route asks for " + match.header().key() + ", but no RequestAuthentication applies to " + pod.id()
                        + " behind gateway " + gateway.id(),
                INFO.fix());
    }
}
