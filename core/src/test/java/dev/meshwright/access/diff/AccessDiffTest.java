package dev.meshwright.access.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.diff.AccessDiff.Change;
import dev.meshwright.access.reach.Doors;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.topology.TopologyMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessDiffTest {
    private static final String MESH = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop}
            spec:
              template:
                metadata: {labels: {app: cart}}
                spec: {serviceAccountName: cart, containers: [{name: c, ports: [{containerPort: 8080}]}]}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec:
              template:
                metadata: {labels: {app: web}}
                spec: {serviceAccountName: web, containers: [{name: c}]}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: batch, namespace: shop}
            spec:
              template:
                metadata: {labels: {app: batch}}
                spec: {serviceAccountName: batch, containers: [{name: c}]}
            """;

    @Test
    void rulesWrittenInAnotherWayAreNoChange() {
        var one = policy("rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}],"
                + " to: [{operation: {methods: [GET]}}, {operation: {methods: [PUT]}}]}]");
        var other = policy("rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/web]}}],"
                + " to: [{operation: {methods: [PUT, GET]}}]}]");
        assertThat(between(one, other).isEmpty()).isTrue();
    }

    @Test
    void saysWhoGainsWhatWithAnExample() {
        var change = only(between(rule("web", "methods: [GET]"), rule("web", "methods: [GET, DELETE]"))
                .allowed());
        assertThat(change.callers()).containsExactly("shop/web");
        assertThat(change.targets()).containsExactly(new AccessDiff.Target("shop/cart", "sidecar", List.of(8080)));
        assertThat(change.all()).isFalse();
        assertThat(change.example().text()).isEqualTo("DELETE /");
        assertThat(change.before()).startsWith("no ALLOW rule matches");
        assertThat(change.after()).startsWith("ALLOW by AuthorizationPolicy shop/p, rules[0]");
    }

    @Test
    void saysWhoLosesAndWhoGainsWhenACallerIsExchanged() {
        var diff = between(rule("web", "ports: ['8080']"), rule("batch", "ports: ['8080']"));
        assertThat(only(diff.allowed()).callers()).containsExactly("shop/batch");
        assertThat(only(diff.allowed()).all()).isTrue();
        assertThat(only(diff.refused()).callers()).containsExactly("shop/web");
    }

    @Test
    void namesTheAccountThatNobodyRunsAs() {
        var change = only(
                between(rule("web", "methods: [GET]"), rule("web, cluster.local/ns/shop/sa/gone", "methods: [GET]"))
                        .allowed());
        assertThat(change.callers()).containsExactly(Change.STRANGERS);
        assertThat(change.example().from()).isEqualTo("cluster.local/ns/shop/sa/gone");
    }

    @Test
    void callersOfForeignTrustDomainsDoNotGetThatFar() {
        var one = policy("rules: [{from: [{source: {namespaces: [shop]}}]}]");
        var other = policy("rules: [{from: [{source: {principals: ['cluster.local/ns/shop/*']}}]}]");
        assertThat(between(one, other).isEmpty()).isTrue();
    }

    @Test
    void mutualTlsThatIsLoosenedLetsPlaintextIn() {
        var strict = peers("STRICT");
        var change = only(between(strict, peers("PERMISSIVE")).allowed());
        assertThat(change.callers()).containsExactly(Change.PLAINTEXT);
        assertThat(change.all()).isTrue();
        assertThat(change.before()).startsWith("STRICT by PeerAuthentication shop/p");
    }

    @Test
    void tokensCountOnlyWhereSomebodyChecksThem() {
        var rules = policy("rules: [{when: [{key: request.auth.principal, values: ['*']}]}]");
        var checks = """
                ---
                apiVersion: security.istio.io/v1
                kind: RequestAuthentication
                metadata: {name: jwt, namespace: shop}
                spec: {jwtRules: [{issuer: https://issuer}]}
                """;
        var change = between(rules, rules + checks).allowed().getFirst();
        assertThat(change.callers()).contains(Change.ANYONE);
        assertThat(change.example().text()).contains("iss=https://issuer");
    }

    @Test
    void whatIsBeyondTheBoundsIsSaidToBeUnknown() {
        var diff = between("", policy("rules: [{when: [{key: 'experimental.envoy.filters.a[b]', values: [c]}]}]"));
        assertThat(diff.allowed()).isEmpty();
        assertThat(diff.unknown()).singleElement().satisfies(unknown -> {
            assertThat(unknown.to()).isEqualTo("shop/cart");
            assertThat(unknown.why()).contains("another filter");
        });
    }

    @Test
    void portsThatAreNewAreNewlyAllowed() {
        var diff = AccessDiff.between(doors("", "8080"), doors("", "9090"));
        assertThat(only(diff.allowed()).before()).isEqualTo("there is no such port");
        assertThat(only(diff.refused()).after()).isEqualTo("there is no such port");
    }

    private static Change only(List<Change> changes) {
        assertThat(changes).hasSize(1);
        return changes.getFirst();
    }

    private static String rule(String accounts, String operation) {
        return policy("rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/" + accounts
                + "]}}], to: [{operation: {" + operation + "}}]}]");
    }

    private static String policy(String rules) {
        return """
                ---
                apiVersion: security.istio.io/v1
                kind: AuthorizationPolicy
                metadata: {name: p, namespace: shop}
                spec:
                  selector: {matchLabels: {app: cart}}
                  %s
                """.formatted(rules);
    }

    private static String peers(String mode) {
        return """
                ---
                apiVersion: security.istio.io/v1
                kind: PeerAuthentication
                metadata: {name: p, namespace: shop}
                spec: {selector: {matchLabels: {app: cart}}, mtls: {mode: %s}}
                """.formatted(mode);
    }

    private static AccessDiff between(String before, String after) {
        return AccessDiff.between(doors(before, "8080"), doors(after, "8080"));
    }

    private static Doors doors(String policies, String port) {
        var manifests = ManifestReader.parse("mesh.yaml", MESH.replace("8080", port) + policies);
        return Doors.of(manifests, TopologyMapper.map(manifests), MeshSettings.of(Intent.defaults()));
    }
}
