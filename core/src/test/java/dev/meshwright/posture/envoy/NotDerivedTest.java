package dev.meshwright.posture.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NotDerivedTest {
    private static final String FILTER = """
            apiVersion: networking.istio.io/v1alpha3
            kind: EnvoyFilter
            metadata: {name: headers, namespace: shop}
            spec: {workloadSelector: {labels: {app: %s}}}
            """;

    @Test
    void anEnvoyFilterThatReachesTheProxyIsSaid() {
        assertThat(SmallMesh.findings(FILTER.formatted("cart"), "").unchecked())
                .anyMatch(sentence -> sentence.startsWith("the effect of EnvoyFilter shop/headers"));
    }

    @Test
    void oneOfAnotherWorkloadIsNot() {
        assertThat(SmallMesh.findings(FILTER.formatted("web"), "").unchecked())
                .noneMatch(sentence -> sentence.contains("EnvoyFilter"));
    }

    @Test
    void anAuthorizerOutsideIsSaid() {
        assertThat(SmallMesh.findings("""
                        apiVersion: security.istio.io/v1
                        kind: AuthorizationPolicy
                        metadata: {name: ask, namespace: shop}
                        spec: {action: CUSTOM, provider: {name: opa}, rules: [{}]}
                        """, "").unchecked())
                .anyMatch(sentence -> sentence.contains("AuthorizationPolicy shop/ask"));
    }
}
