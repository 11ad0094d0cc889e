package dev.meshwright.analysis.controlplane;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import java.util.stream.Stream;

/// istiod may fetch the keys of tokens from any address.
final class JwksFetchUnrestricted implements Rule {
    private static final String SETTING = "BLOCKED_CIDRS_IN_JWKS_URIS";

    private static final RuleInfo INFO = new RuleInfo(
            "IST0175",
            "JwksFetchUnrestricted",
            Category.SECURITY,
            Severity.WARNING,
            "istiod fetches token keys from any address",
            "istiod fetches what jwksUri names. Who may write a RequestAuthentication can make it call"
                    + " any address of the cluster's network.",
            "Set BLOCKED_CIDRS_IN_JWKS_URIS on istiod to the ranges that it must not call.",
            """
            apiVersion: security.istio.io/v1
            kind: RequestAuthentication
            metadata: {name: login, namespace: shop}
            spec:
              jwtRules: [{issuer: login.example.com, jwksUri: "https://login.example.com/keys"}]
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
            spec:
              template:
                metadata: {labels: {app: istiod}}
                spec:
                  containers:
                    - name: discovery
                      image: registry.example/pilot:1.31
                      env: []
            """,
            """
            apiVersion: security.istio.io/v1
            kind: RequestAuthentication
            metadata: {name: login, namespace: shop}
            spec:
              jwtRules: [{issuer: login.example.com, jwksUri: "https://login.example.com/keys"}]
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
            spec:
              template:
                metadata: {labels: {app: istiod}}
                spec:
                  containers:
                    - name: discovery
                      image: registry.example/pilot:1.31
                      env: [{name: BLOCKED_CIDRS_IN_JWKS_URIS, value: "10.0.0.0/8,169.254.0.0/16"}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0175/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var policies = mesh.objects("security.istio.io", "RequestAuthentication");
        return mesh.objects("apps", "Deployment").stream()
                .filter(deployment -> !policies.isEmpty()
                        && "istiod".equals(deployment.labels().get("app"))
                        && !isRestricted(deployment))
                .map(deployment -> Finding.of(
                        INFO,
                        deployment,
                        deployment.where("spec", "template", "spec", "containers"),
                        "spec.template.spec.containers",
                        "istiod lacks " + SETTING + ", and there are " + policies.size() + " RequestAuthentications",
                        INFO.fix()));
    }

    private static boolean isRestricted(Manifest deployment) {
        return deployment.root().items("spec", "template", "spec", "containers").stream()
                .flatMap(container -> container.items("env").stream())
                .filter(variable -> variable.text("name").orElse("").equals(SETTING))
                .anyMatch(variable -> !variable.text("value").orElse("").isEmpty()
                        || variable.at("valueFrom").isPresent());
    }
}
