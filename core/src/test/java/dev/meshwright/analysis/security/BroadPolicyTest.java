package dev.meshwright.analysis.security;

import static dev.meshwright.analysis.security.Meshes.SHOP;
import static dev.meshwright.analysis.security.Meshes.check;
import static dev.meshwright.analysis.security.Meshes.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Severity;
import dev.meshwright.intent.Intent;
import dev.meshwright.intent.Intent.PublicPort;
import dev.meshwright.intent.Intent.ServiceIntent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules that admit more than they should, or refuse less.
class BroadPolicyTest {
    private static final String TEAM = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: team}
            spec:
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, env: [{name: CART_URL, value: "http://cart.shop"}]}]}
            ---
            """;
    private static final String NAMESPACE = "{rules: [{from: [{source: {namespaces: [team]}}]}]}";

    private static String other(String namespace) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: batch, namespace: %s}
                spec:
                  template:
                    metadata: {labels: {app: batch}}
                    spec: {containers: [{name: batch}]}
                ---
                """.formatted(namespace);
    }

    private static String meshConfig(String normalization) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: istio, namespace: istio-system}
                data:
                  mesh: |
                    pathNormalization: {normalization: %s}
                ---
                """.formatted(normalization);
    }

    @Test
    void aNamespaceSaysWhoGetsInBesidesTheKnownCallers() {
        assertThat(check(new NamespaceAdmitted(), SHOP + TEAM + other("team") + policy(NAMESPACE)))
                .extracting(Finding::message)
                .containsExactly("admits all of namespace team to shop/cart, also team/batch, not known to call");
    }

    @Test
    void aNamespaceOfKnownCallersOnlyIsFine() {
        assertThat(check(new NamespaceAdmitted(), SHOP + TEAM + other("shop") + policy(NAMESPACE)))
                .isEmpty();
    }

    @Test
    void whereNoCallerIsKnownNothingIsConcluded() {
        assertThat(check(new NamespaceAdmitted(), SHOP + other("team") + policy(NAMESPACE)))
                .isEmpty();
    }

    @Test
    void aPrincipalBesideTheNamespaceNarrowsIt() {
        var both = "{rules: [{from: [{source: {namespaces: [team], principals: [cluster.local/ns/team/sa/web]}}]}]}";

        assertThat(check(new NamespaceAdmitted(), SHOP + TEAM + other("team") + policy(both)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{rules: [{to: [{operation: {methods: [GET]}}]}]}",
                "{rules: [{from: [{source: {principals: [a]}}, {source: {notNamespaces: [b]}}], to: [{operation: {ports: ['8080']}}]}]}",
                "{rules: [{when: [{key: 'request.headers[x-token]', values: [abc]}]}]}"
            })
    void aRuleThatNamesNobodyAdmitsEveryone(String spec) {
        assertThat(check(new AllowWithoutIdentity(), SHOP + policy(spec)))
                .extracting(Finding::severity)
                .containsExactly(Severity.INFO);
    }

    @Test
    void aRuleThatOnlyExcludesIsAWarning() {
        assertThat(check(
                        new AllowWithoutIdentity(),
                        SHOP + policy("{rules: [{from: [{source: {notPrincipals: [a]}}]}]}")))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{rules: [{}]}",
                "{rules: []}",
                "{action: DENY, rules: [{to: [{operation: {methods: [GET]}}]}]}",
                "{rules: [{from: [{source: {requestPrincipals: ['*']}}], to: [{operation: {methods: [GET]}}]}]}",
                "{rules: [{from: [{source: {ipBlocks: [10.0.0.0/8]}}]}]}",
                "{rules: [{to: [{operation: {methods: [GET]}}], when: [{key: 'request.auth.claims[a]', values: [b]}]}]}"
            })
    void whoIsAskedInSomeWayIsNotEveryone(String spec) {
        assertThat(check(new AllowWithoutIdentity(), SHOP + policy(spec))).isEmpty();
    }

    @Test
    void aPublicPortIsMeantForEveryone() {
        var intent = Intent.defaults()
                .with(
                        "shop/cart",
                        ServiceIntent.NONE.withPublicPorts(List.of(new PublicPort(80, List.of(), "signed events"))));
        var toPort = policy("{rules: [{to: [{operation: {ports: ['8080'], paths: [/hook]}}]}]}");
        var toAny = policy("{rules: [{to: [{operation: {paths: [/hook]}}]}]}");

        assertThat(check(new AllowWithoutIdentity(), SHOP + toPort, intent)).isEmpty();
        assertThat(check(new AllowWithoutIdentity(), SHOP + toAny, intent)).hasSize(1);
    }

    @Test
    void whoComesThroughAGatewayHasNoIdentity() {
        var gateway = SHOP.replace("labels: {app: cart}", "labels: {app: cart, istio: ingressgateway}");
        var spec =
                "{selector: {matchLabels: {istio: ingressgateway}}, rules: [{to: [{operation: {hosts: [a.example]}}]}]}";

        assertThat(check(new AllowWithoutIdentity(), gateway + policy(spec))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONE", "BASE", "MERGE_SLASHES", "DECODE_AND_MERGE_SLASHES"})
    void howAPathIsMissedDependsOnItsNormalization(String normalization) {
        var found = check(
                new PathMatchEvaded(),
                SHOP
                        + meshConfig(normalization)
                        + policy("{action: DENY, rules: [{to: [{operation: {paths: [/admin*]}}]}]}"));

        switch (normalization) {
            case "NONE" -> assertThat(found).extracting(Finding::severity).containsExactly(Severity.ERROR);
            case "BASE" ->
                assertThat(found)
                        .extracting(Finding::message)
                        .first()
                        .asString()
                        .startsWith("//admin is");
            case "MERGE_SLASHES" ->
                assertThat(found).extracting(Finding::severity).containsExactly(Severity.INFO);
            default -> assertThat(found).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{rules: [{to: [{operation: {paths: [/shop*]}}]}]}",
                "{action: DENY, rules: [{to: [{operation: {notPaths: [/shop*]}}]}]}",
                "{action: DENY, rules: [{to: [{operation: {paths: ['*']}}]}]}"
            })
    void whatRefusesAllButKnownPathsIsSafe(String spec) {
        assertThat(check(new PathMatchEvaded(), SHOP + policy(spec))).isEmpty();
    }

    @Test
    void exceptionsFromAllowAreMissedLikeDeny() {
        assertThat(check(new PathMatchEvaded(), SHOP + policy("{rules: [{to: [{operation: {notPaths: [/admin]}}]}]}")))
                .hasSize(1);
    }

    @Test
    void ztunnelReadsNoRequestsSoOtherRulesTellOfThem() {
        var ambient = SHOP.replace("istio-injection: enabled", "istio.io/dataplane-mode: ambient");
        var spec = policy("{action: DENY, rules: [{to: [{operation: {paths: [/admin], hosts: [a.example]}}],"
                + " when: [{key: 'request.headers[x]', values: [a]}]}]}");

        assertThat(check(new PathMatchEvaded(), ambient + spec)).isEmpty();
        assertThat(check(new DenyByHeader(), ambient + spec)).isEmpty();
        assertThat(check(new DenyMissesHostPort(), ambient + spec)).isEmpty();
    }

    @Test
    void aHeaderInAllowIsNotWhatIsMeant() {
        assertThat(check(
                        new DenyByHeader(),
                        SHOP + policy("{rules: [{when: [{key: 'request.headers[x]', values: [a]}]}]}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{action: DENY, rules: [{to: [{operation: {hosts: ['*.example']}}]}]}",
                "{action: DENY, rules: [{to: [{operation: {hosts: ['a.example*', a.example]}}]}]}",
                "{action: DENY, rules: [{to: [{operation: {hosts: ['a.example:8080']}}]}]}",
                "{action: DENY, rules: [{to: [{operation: {notHosts: [a.example]}}]}]}",
                "{rules: [{to: [{operation: {hosts: [a.example]}}]}]}"
            })
    void hostsThatAdmitOrAlreadyCoverPortsAreFine(String spec) {
        assertThat(check(new DenyMissesHostPort(), SHOP + policy(spec))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc-web", "app", "tcpx"})
    void aPortThatTheProxyMayReadIsNoTcpPort(String name) {
        var spec = policy("{rules: [{to: [{operation: {methods: [GET]}}]}]}");

        assertThat(check(new HttpRuleOnTcpPort(), SHOP.replace("name: http", "name: " + name) + spec))
                .isEmpty();
    }

    @Test
    void aTcpPortBesideAnHttpPortLeavesTheRuleItsUse() {
        var both = SHOP.replace(
                "ports: [{name: http, port: 80, targetPort: 8080}]",
                "ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp, port: 90, targetPort: 9090}]");

        assertThat(check(new HttpRuleOnTcpPort(), both + policy("{rules: [{to: [{operation: {methods: [GET]}}]}]}")))
                .isEmpty();
        assertThat(check(
                        new HttpRuleOnTcpPort(),
                        both + policy("{rules: [{to: [{operation: {methods: [GET], ports: ['9090']}}]}]}")))
                .hasSize(1);
        assertThat(check(new HttpRuleOnTcpPort(), both + policy("{rules: [{to: [{operation: {ports: ['9090']}}]}]}")))
                .isEmpty();
    }
}
