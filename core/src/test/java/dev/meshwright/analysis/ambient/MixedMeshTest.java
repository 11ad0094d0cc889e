package dev.meshwright.analysis.ambient;

import static dev.meshwright.analysis.ambient.Shop.AMBIENT;
import static dev.meshwright.analysis.ambient.Shop.SIDECARS;
import static dev.meshwright.analysis.ambient.Shop.WAYPOINT;
import static dev.meshwright.analysis.ambient.Shop.namespace;
import static dev.meshwright.analysis.ambient.Shop.policy;
import static dev.meshwright.analysis.ambient.Shop.service;
import static dev.meshwright.analysis.ambient.Shop.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Objects for sidecars in ambient mode, and sidecars beside it.
class MixedMeshTest {
    private static final String SIDECAR = "sidecar.istio.io/inject: 'true'";
    private static final String ENROLLED = service("istio.io/use-waypoint: waypoint");
    private static final String AT_SERVICE = policy(
            "{targetRefs: [{group: '', kind: Service, name: cart}], rules: [{to: [{operation: {methods: [GET]}}]}]}");

    static List<String> objectsForEnvoy() {
        return List.of(
                object("networking.istio.io/v1alpha3", "EnvoyFilter", "{workloadSelector: {labels: {app: cart}}}"),
                object("networking.istio.io/v1alpha3", "EnvoyFilter", "{configPatches: []}"),
                object("extensions.istio.io/v1alpha1", "WasmPlugin", "{url: 'oci://x'}"),
                object("security.istio.io/v1", "RequestAuthentication", "{selector: {matchLabels: {app: cart}}}"),
                object("telemetry.istio.io/v1", "Telemetry", "{selector: {matchLabels: {app: cart}}}"));
    }

    @ParameterizedTest
    @MethodSource("objectsForEnvoy")
    void anObjectForEnvoyHasNoEffectOnPodsBehindZtunnel(String object) {
        assertThat(Findings.of(new EnvoyObjectInAmbient(), namespace(AMBIENT), workload("cart", ""), object))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("objectsForEnvoy")
    void whereSomePodsHaveASidecarItIsForThem(String object) {
        var sidecar = workload("cart", SIDECAR).replace("name: cart, ", "name: old, ");

        assertThat(Findings.of(new EnvoyObjectInAmbient(), namespace(SIDECARS), workload("cart", ""), object))
                .isEmpty();
        assertThat(Findings.of(new EnvoyObjectInAmbient(), namespace(AMBIENT), workload("cart", ""), sidecar, object))
                .isEmpty();
        assertThat(Findings.of(new EnvoyObjectInAmbient(), namespace(AMBIENT), object))
                .isEmpty();
    }

    @Test
    void withoutASelectorItMayBeForAGatewayOrForAll() {
        var plugin = object("extensions.istio.io/v1alpha1", "WasmPlugin", "{url: 'oci://x'}");
        var filter = object("networking.istio.io/v1alpha3", "EnvoyFilter", "{configPatches: []}");
        var telemetry = object("telemetry.istio.io/v1", "Telemetry", "{}");
        var gateway = WAYPOINT.replace("istio-waypoint", "istio");

        assertThat(inAmbient(plugin, gateway)).isEmpty();
        assertThat(inAmbient(plugin, WAYPOINT)).hasSize(1);
        assertThat(inAmbient(filter, WAYPOINT)).isEmpty();
        assertThat(inAmbient(telemetry, WAYPOINT)).isEmpty();
        assertThat(inAmbient(plugin.replace("namespace: shop", "namespace: istio-system"), WAYPOINT))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cart", "cart.shop.svc.cluster.local"})
    void routesToAnAmbientServiceNeedAWaypoint(String host) {
        var route = object("networking.istio.io/v1", "VirtualService", "{hosts: [" + host + "]}");

        assertThat(Findings.of(
                        new RouteWithoutWaypoint(), namespace(AMBIENT), workload("cart", ""), service(""), route))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
        assertThat(Findings.of(
                        new RouteWithoutWaypoint(),
                        namespace(AMBIENT),
                        workload("cart", ""),
                        ENROLLED,
                        WAYPOINT,
                        route))
                .isEmpty();
        assertThat(Findings.of(
                        new RouteWithoutWaypoint(), namespace(SIDECARS), workload("cart", ""), service(""), route))
                .isEmpty();
    }

    @Test
    void routesOfAGatewayAndToOtherHostsAreNotConcerned() {
        var gateway =
                object("networking.istio.io/v1", "VirtualService", "{hosts: [cart], gateways: [istio-system/web]}");
        var other = object("networking.istio.io/v1", "VirtualService", "{hosts: [pay.example.com]}");

        for (var route : List.of(gateway, other)) {
            assertThat(Findings.of(
                            new RouteWithoutWaypoint(), namespace(AMBIENT), workload("cart", ""), service(""), route))
                    .isEmpty();
        }
    }

    @Test
    void whereSidecarsFollowTheRouteItIsForInformation() {
        var route = object("networking.istio.io/v1", "VirtualService", "{hosts: [cart]}");
        assertThat(Findings.of(
                        new RouteWithoutWaypoint(),
                        namespace(AMBIENT),
                        workload("cart", ""),
                        workload("web", SIDECAR),
                        service(""),
                        route))
                .extracting(Finding::severity)
                .containsExactly(Severity.INFO);
    }

    @ParameterizedTest
    @ValueSource(strings = {SIDECAR, "istio.io/dataplane-mode: none"})
    void callersThatAreNotAmbientSkipTheWaypoint(String labels) {
        assertThat(calls(labels, ENROLLED, AT_SERVICE))
                .extracting(Finding::message)
                .containsExactly("shop/web, which is not in ambient mode, calls shop/cart without its waypoint, whose"
                        + " policies do not see it");
    }

    @Test
    void aCallerOfANamespaceThatIsNotThereIsAnInference() {
        var far = workload("web", "")
                .replace("namespace: shop", "namespace: web")
                .replace("{name: c, ", "{name: c, env: [{name: CART_URL, value: 'http://cart.shop:80'}], ");
        assertThat(Findings.of(
                        new CallersSkipWaypoint(),
                        namespace(AMBIENT),
                        workload("cart", ""),
                        far,
                        WAYPOINT,
                        ENROLLED,
                        AT_SERVICE))
                .extracting(Finding::certainty)
                .containsExactly(Finding.Certainty.INFERENCE);
    }

    @Test
    void ambientCallersAndServicesWithoutPoliciesAreFine() {
        assertThat(calls("", ENROLLED, AT_SERVICE)).isEmpty();
        assertThat(calls(SIDECAR, ENROLLED, policy("{rules: [{}]}"))).isEmpty();
        assertThat(calls(SIDECAR, service(""), AT_SERVICE)).isEmpty();
    }

    @Test
    void gatewaysSkipTheWaypointUnlessTheServiceAsksThemNotTo() {
        var ingress = """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web, namespace: shop}
                spec: {rules: [{host: a.example, http: {paths: [{path: /, backend: {service: {name: cart, port: {number: 80}}}}]}}]}
                """;
        var asking = service("istio.io/use-waypoint: waypoint, istio.io/ingress-use-waypoint: 'true'");

        assertThat(calls("", ENROLLED, AT_SERVICE, ingress)).hasSize(1);
        assertThat(calls("", asking, AT_SERVICE, ingress)).isEmpty();
    }

    @Test
    void podsWithASidecarAreNotAmbientWhateverTheirLabelSays() {
        var ambient = "istio.io/dataplane-mode: ambient";

        assertThat(Findings.of(new SidecarAndAmbient(), namespace("{}"), workload("cart", ambient + ", " + SIDECAR)))
                .hasSize(1);
        assertThat(Findings.of(new SidecarAndAmbient(), namespace(SIDECARS), workload("cart", ambient)))
                .hasSize(1);
        assertThat(Findings.of(new SidecarAndAmbient(), namespace("{}"), workload("cart", ambient)))
                .isEmpty();
        assertThat(Findings.of(new SidecarAndAmbient(), namespace(AMBIENT), workload("cart", SIDECAR)))
                .isEmpty();
    }

    private static List<Finding> inAmbient(String... objects) {
        return Findings.of(
                new EnvoyObjectInAmbient(), namespace(AMBIENT), workload("cart", ""), String.join("---\n", objects));
    }

    /// What is said of cart where web calls it.
    ///
    /// @param labels of web's pods
    private static List<Finding> calls(String labels, String... objects) {
        var web = workload("web", labels)
                .replace("{name: c, ", "{name: c, env: [{name: CART_URL, value: 'http://cart:80'}], ");
        return Findings.of(
                new CallersSkipWaypoint(),
                namespace(AMBIENT),
                workload("cart", ""),
                web,
                WAYPOINT,
                String.join("---\n", objects));
    }

    private static String object(String apiVersion, String kind, String spec) {
        return """
                apiVersion: %s
                kind: %s
                metadata: {name: o, namespace: shop}
                spec: %s
                """.formatted(apiVersion, kind, spec);
    }
}
