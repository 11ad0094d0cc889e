package dev.meshwright.analysis.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityRulesTest {
    private static final String MESH = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            """;
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec: {selector: {tier: front}, ports: [{name: http, port: 80}]}
            """;
    private static final String POLICY = """
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: cart, namespace: shop}
            spec: {rules: [{from: [{source: {serviceAccounts: [default]}}]}]}
            """;
    private static final String BINDING = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: all}
            subjects: [%s]
            """;

    private static String pod(String name, String labels) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s, namespace: shop}
                spec:
                  template:
                    metadata: {labels: {%s}}
                    spec: {containers: [{name: c}]}
                """.formatted(name, labels);
    }

    private static List<String> messages(Rule rule, String... objects) {
        return Findings.of(rule, objects).stream().map(Finding::message).toList();
    }

    @Test
    void anAccountThatNoPolicyNamesIsForInformation() {
        assertThat(Findings.of(new SharedIdentity(), MESH, pod("web", "app: web"), pod("batch", "app: batch")))
                .extracting(Finding::severity)
                .containsExactly(Severity.INFO);
        assertThat(Findings.of(new SharedIdentity(), MESH, pod("web", "app: web"), pod("batch", "app: batch"), POLICY))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
    }

    @Test
    void versionsOfOneApplicationMayShareIt() {
        assertThat(messages(new SharedIdentity(), MESH, pod("web-v1", "app: web"), pod("web-v2", "app: web"), POLICY))
                .isEmpty();
        assertThat(messages(
                        new SharedIdentity(),
                        MESH,
                        SERVICE,
                        pod("blue", "tier: front, colour: blue"),
                        pod("green", "tier: front, colour: green"),
                        POLICY))
                .isEmpty();
    }

    @Test
    void outsideTheMeshAccountsAreNoIdentities() {
        assertThat(messages(
                        new SharedIdentity(),
                        MESH.replace("istio-injection: enabled", "team: a"),
                        pod("web", "app: web"),
                        pod("batch", "app: batch"),
                        POLICY))
                .isEmpty();
    }

    @Test
    void aTokenWithARoleIsNeeded() {
        var account = BINDING.formatted("{kind: ServiceAccount, name: default, namespace: shop}");
        var group = BINDING.formatted("{kind: Group, name: \"system:serviceaccounts:shop\"}");
        var other = BINDING.formatted("{kind: Group, name: \"system:serviceaccounts:bank\"}");

        assertThat(messages(new TokenMounted(), MESH, pod("web", "app: web"), account))
                .isEmpty();
        assertThat(messages(new TokenMounted(), MESH, pod("web", "app: web"), group))
                .isEmpty();
        assertThat(messages(new TokenMounted(), MESH, pod("web", "app: web"), other))
                .hasSize(1);
    }

    @Test
    void withoutBindingsInTheInputNobodyKnows() {
        assertThat(messages(new TokenMounted(), MESH, pod("web", "app: web"))).isEmpty();
    }

    @Test
    void theAccountMayTurnItOffForAllItsPods() {
        var account = """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: default, namespace: shop}
                automountServiceAccountToken: false
                """;

        assertThat(messages(new TokenMounted(), MESH, account, pod("web", "app: web"), BINDING.formatted("")))
                .isEmpty();
    }
}
