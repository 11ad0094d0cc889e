package dev.meshwright.analysis.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Severity;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Configuration that is right, and that other tools are known to complain about: all rules together find nothing of
/// weight in it.
class KnownFalseAlarmsTest {
    private static final String SIDECARS = namespace("istio-injection: enabled");
    private static final String AMBIENT = namespace("istio.io/dataplane-mode: ambient");
    private static final String CART = workload("cart", "app: cart") + service("cart");
    private static final String STRICT =
            object("security.istio.io/v1", "PeerAuthentication", "istio-system/default", "{mtls: {mode: STRICT}}");

    private static List<String> alarms(String... objects) {
        var mesh = Mesh.of(
                ManifestReader.parse("mesh.yaml", String.join("", objects)), Intent.defaults(), Intent.NEWEST_ISTIO);
        return Check.run(mesh, Check.Options.ALL).stream()
                .filter(finding -> finding.severity().isAtLeast(Severity.WARNING))
                .map(finding -> finding.code() + " " + finding.message())
                .toList();
    }

    private static String namespace(String label) {
        return """
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop, labels: {%s}}
                ---
                """.formatted(label);
    }

    private static String object(String apiVersion, String kind, String id, String spec) {
        int slash = id.indexOf('/');
        return """
                apiVersion: %s
                kind: %s
                metadata: {name: %s, namespace: %s}
                spec: %s
                ---
                """.formatted(apiVersion, kind, id.substring(slash + 1), id.substring(0, slash), spec);
    }

    private static String workload(String name, String labels) {
        return object(
                "apps/v1",
                "Deployment",
                "shop/" + name,
                "{selector: {matchLabels: {" + labels + "}}, template: {metadata: {labels: {" + labels
                        + "}}, spec: {containers: [{name: c, image: \"registry.example/" + name
                        + ":1\", ports: [{containerPort: 8080}]}]}}}");
    }

    private static String service(String name) {
        return object(
                "v1",
                "Service",
                "shop/" + name,
                "{selector: {app: " + name + "}, ports: [{name: http, port: 80, targetPort: 8080}]}");
    }

    private static String policy(String spec) {
        return object("security.istio.io/v1", "AuthorizationPolicy", "shop/policy", spec);
    }

    private static String destinationRule(String spec) {
        return object("networking.istio.io/v1", "DestinationRule", "shop/cart", spec);
    }

    private static String virtualService(String id, String spec) {
        return object("networking.istio.io/v1", "VirtualService", id, spec);
    }

    private static String gateway(String hosts) {
        return workload("gateway", "istio: ingressgateway, app: gateway")
                + service("gateway")
                + object(
                        "networking.istio.io/v1",
                        "Gateway",
                        "shop/public",
                        "{selector: {istio: ingressgateway}, servers: [{port: {number: 80, name: http, protocol: HTTP},"
                                + " hosts: " + hosts + "}]}");
    }

    /// Hosts in policies are compared with the Host header, not with Services.
    @Test
    void hostsOfPoliciesNeedNoService() {
        assertThat(alarms(
                        SIDECARS,
                        STRICT,
                        CART,
                        policy("{selector: {matchLabels: {app: cart}}, rules: [{from: [{source: {namespaces: [shop]}}],"
                                + " to: [{operation: {hosts: [shop.example, '*.shop.example']}}]}]}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh*", "*op", "*"})
    void namespacesOfPoliciesMayBePatterns(String namespace) {
        assertThat(alarms(
                        SIDECARS,
                        STRICT,
                        CART,
                        policy("{selector: {matchLabels: {app: cart}}, rules: [{from: [{source: {namespaces: ['"
                                + namespace + "']}}], to: [{operation: {methods: [GET]}}]}]}")))
                .isEmpty();
    }

    /// Sidecars start mutual TLS by themselves: neither object needs the other.
    @Test
    void mutualTlsNeedsNoDestinationRuleAndADestinationRuleNoPeerAuthentication() {
        assertThat(alarms(SIDECARS, STRICT, CART)).isEmpty();
        assertThat(alarms(SIDECARS, CART, destinationRule("{host: cart, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}")))
                .isEmpty();
    }

    @Test
    void aSubsetOfAWildcardRuleIsDeclared() {
        assertThat(alarms(
                        SIDECARS,
                        STRICT,
                        CART,
                        destinationRule(
                                "{host: '*.shop.svc.cluster.local', subsets: [{name: all, labels: {app: cart}}]}"),
                        virtualService(
                                "shop/cart",
                                "{hosts: [cart], http: [{route: [{destination: {host: cart.shop.svc.cluster.local,"
                                        + " subset: all}}]}]}")))
                .isEmpty();
    }

    @Test
    void aPolicyAttachedByTargetRefsNeedsNoPodsWithASidecar() {
        assertThat(alarms(
                        AMBIENT,
                        STRICT,
                        CART.replace(
                                "metadata: {name: cart, namespace: shop}\nspec: {selector: {app",
                                "metadata: {name: cart, namespace: shop, labels: {istio.io/use-waypoint: waypoint}}\n"
                                        + "spec: {selector: {app"),
                        object(
                                "gateway.networking.k8s.io/v1",
                                "Gateway",
                                "shop/waypoint",
                                "{gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}"),
                        policy("{targetRefs: [{kind: Service, group: '', name: cart}], rules: [{from: [{source:"
                                        + " {namespaces: [shop]}}], to: [{operation: {methods: [GET]}}]}]}")
                                .replace("name: policy", "name: at-waypoint"),
                        policy("{selector: {matchLabels: {app: cart}}, rules: [{from: [{source: {principals:"
                                + " [cluster.local/ns/shop/sa/waypoint]}}]}]}"),
                        object("v1", "ServiceAccount", "shop/waypoint", "{}").replace("spec: {}\n", "")))
                .isEmpty();
    }

    /// What is exported to the namespace of the route is there.
    @Test
    void exportedHostsExist() {
        var entry = object(
                "networking.istio.io/v1",
                "ServiceEntry",
                "bank/api",
                "{hosts: [api.bank.example], exportTo: [shop], location: MESH_EXTERNAL, resolution: DNS,"
                        + " ports: [{number: 443, name: tls, protocol: TLS}]}");

        assertThat(alarms(
                        SIDECARS,
                        STRICT,
                        CART,
                        entry,
                        virtualService(
                                "shop/api",
                                "{hosts: [api.bank.example], exportTo: [.], tls: [{match: [{port: 443, sniHosts:"
                                        + " [api.bank.example]}], route: [{destination: {host: api.bank.example, port:"
                                        + " {number: 443}}}]}]}")))
                .isEmpty();
    }

    @Test
    void routesForOneHostThatNobodySeesBothOfDoNotConflict() {
        var route = "{hosts: [cart.shop.svc.cluster.local], exportTo: [.],"
                + " http: [{route: [{destination: {host: cart.shop.svc.cluster.local}}]}]}";

        assertThat(alarms(SIDECARS, STRICT, CART, virtualService("shop/a", route), virtualService("bank/a", route)))
                .isEmpty();
    }

    @Test
    void anObjectDoesNotConflictWithItself() {
        assertThat(
                        alarms(
                                SIDECARS,
                                STRICT,
                                CART,
                                virtualService(
                                        "shop/cart",
                                        "{hosts: [cart, cart.shop.svc.cluster.local], http: [{route: [{destination: {host: cart}}]}]}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"['*.shop.example']", "[shop/web.shop.example]", "['./*.shop.example']", "['*']"})
    void aGatewayTakesHostsByPatternAndNamespace(String hosts) {
        assertThat(alarms(
                        SIDECARS,
                        STRICT,
                        CART,
                        gateway(hosts),
                        virtualService(
                                "shop/cart",
                                "{hosts: [web.shop.example], gateways: [public], http: [{route: [{destination: {host:"
                                        + " cart}}]}]}")))
                .isEmpty();
    }

    @Test
    void anExternalNameIsAHostLikeAnother() {
        var external = object(
                "v1",
                "Service",
                "shop/bank",
                "{type: ExternalName, externalName: bank.example, ports: [{name: http, port: 80}]}");

        assertThat(
                        alarms(
                                SIDECARS,
                                STRICT,
                                CART,
                                external,
                                gateway("[bank.example]"),
                                virtualService(
                                        "shop/bank",
                                        "{hosts: [bank.example], gateways: [public], http: [{route: [{destination: {host: bank}}]}]}")))
                .isEmpty();
    }

    /// A gateway's pods are an Envoy, also where their namespace is in ambient mode.
    @Test
    void aPolicyForAGatewayInAmbientModeIsEnforcedThere() {
        assertThat(alarms(
                        AMBIENT,
                        STRICT,
                        CART,
                        gateway("[web.shop.example]"),
                        policy("{selector: {matchLabels: {istio: ingressgateway}}, rules: [{to: [{operation: {methods:"
                                + " [GET]}}]}]}")))
                .isEmpty();
    }

    @Test
    void aWorkloadThatOptsOutOfAmbientModeIsNotJudgedByIt() {
        assertThat(alarms(
                        AMBIENT,
                        workload("cart", "app: cart, istio.io/dataplane-mode: none"),
                        service("cart"),
                        workload("other", "app: other"),
                        service("other"),
                        STRICT,
                        policy(
                                "{selector: {matchLabels: {app: other}}, rules: [{from: [{source: {namespaces: [shop]}}]}]}"),
                        object(
                                        "security.istio.io/v1",
                                        "RequestAuthentication",
                                        "shop/tokens",
                                        "{selector: {matchLabels: {app: nothing}}, jwtRules: []}")
                                .replace(", jwtRules: []", "")))
                .isEmpty();
    }

    @Test
    void requestPoliciesInSidecarNamespacesNeedNoWaypoint() {
        assertThat(alarms(
                        SIDECARS,
                        STRICT,
                        CART,
                        policy("{selector: {matchLabels: {app: cart}}, rules: [{from: [{source: {namespaces: [shop]}}],"
                                + " to: [{operation: {methods: [GET], paths: [/cart*]}}]}]}"),
                        virtualService(
                                "shop/cart",
                                "{hosts: [cart], http: [{timeout: 3s, route: [{destination: {host: cart}}]}]}")))
                .isEmpty();
    }

    @Test
    void filesOfOtherToolsAreNoMistakes() {
        assertThat(
                        alarms(
                                SIDECARS,
                                STRICT,
                                CART,
                                "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a, namespace: shop}\nspec: {a: 1}\n---\n"))
                .isEmpty();
    }

    @Test
    void anAlarmOfWeightWouldBeSeen() {
        assertThat(alarms(SIDECARS, CART, destinationRule("{host: card}")))
                .anySatisfy(alarm -> assertThat(alarm).startsWith("IST0174"));
        assertThat(Check.run(
                        Mesh.of(ManifestReader.parse("mesh.yaml", SIDECARS), Intent.defaults(), Intent.NEWEST_ISTIO),
                        Check.Options.ALL))
                .extracting(Finding::severity)
                .doesNotContain(Severity.ERROR);
    }
}
