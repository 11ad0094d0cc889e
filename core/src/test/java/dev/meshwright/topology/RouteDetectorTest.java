package dev.meshwright.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteDetectorTest {
    private static final String SERVICES = """
            {apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {ports: [{port: 80, name: http}, {port: 90, name: admin}]}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: api, namespace: bank}, spec: {ports: [{port: 8080}]}}
            ---
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{service: {name: web, port: {number: 80}}}",
                "{service: {name: web, port: {name: http}}}",
                "{serviceName: web, servicePort: 80}",
                "{serviceName: web, servicePort: http}"
            })
    void anIngressLeadsToItsBackends(String backend) {
        assertThat(edges(ingress("{rules: [{host: a.example.org, http: {paths: [{backend: " + backend + "}]}}]}")))
                .containsExactly("shop/web:80");
        assertThat(edges(ingress("{defaultBackend: " + backend + "}"))).containsExactly("shop/web:80");
    }

    @Test
    void aBackendOfAnotherKindOrNamespaceIsNone() {
        assertThat(edges(ingress("{defaultBackend: {resource: {kind: Bucket, name: web}}}")))
                .isEmpty();
        assertThat(edges(ingress("{defaultBackend: {service: {name: api, port: {number: 8080}}}}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"})
    void aRouteOfAGatewayLeadsToItsBackends(String kind) {
        assertThat(edges(route(kind, "[{name: gw}]", "[{backendRefs: [{name: web, port: 90}]}]")))
                .containsExactly("shop/web:90");
        assertThat(edges(route(kind, "[{name: gw}]", "[{backendRefs: [{name: api, namespace: bank, port: 8080}]}]")))
                .containsExactly("bank/api:8080");
    }

    @Test
    void aMirrorOfARouteIsCalledToo() {
        assertThat(edges(route(
                        "HTTPRoute",
                        "[{name: gw}]",
                        "[{filters: [{type: RequestMirror, requestMirror: {backendRef: {name: web, port: 80}}}]}]")))
                .containsExactly("shop/web:80");
    }

    @Test
    void aRouteOfAServiceIsNoEntry() {
        assertThat(edges(
                        route("HTTPRoute", "[{kind: Service, name: web}]", "[{backendRefs: [{name: web, port: 80}]}]")))
                .isEmpty();
        assertThat(edges(route("HTTPRoute", "[]", "[{backendRefs: [{name: web, port: 80}]}]")))
                .isEmpty();
    }

    @Test
    void aBackendThatIsNoServiceIsNone() {
        assertThat(edges(route("HTTPRoute", "[{name: gw}]", "[{backendRefs: [{kind: InferencePool, name: web}]}]")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http: [{route: [{destination: {host: web, port: {number: 80}}}]}]",
                "http: [{mirror: {host: web.shop.svc.cluster.local, port: {number: 80}}}]",
                "http: [{mirrors: [{destination: {host: web.shop, port: {number: 80}}}]}]",
                "tcp: [{route: [{destination: {host: web, port: {number: 80}}}]}]",
                "tls: [{route: [{destination: {host: web, port: {number: 80}}}]}]"
            })
    void aVirtualServiceAtAGatewayLeadsToItsDestinations(String routes) {
        assertThat(edges(virtualService("shop", "a", "gateways: [gw, mesh], " + routes)))
                .containsExactly("shop/web:80");
        assertThat(edges(virtualService("shop", "a", "gateways: [mesh], " + routes)))
                .isEmpty();
        assertThat(edges(virtualService("shop", "a", routes))).isEmpty();
    }

    @Test
    void whatAVirtualServiceDelegatesComesFromOutsideToo() {
        var root = "hosts: [a.example.org], gateways: [gw], http: [{delegate: {name: part, namespace: bank}}]";
        var part = virtualService("bank", "part", "http: [{route: [{destination: {host: api}}]}]");

        assertThat(edges(virtualService("shop", "root", root) + part)).containsExactly("bank/api:8080");
        assertThat(edges(virtualService("shop", "root", root.replace("part", "gone")) + part))
                .isEmpty();
    }

    @Test
    void delegatesOfTheSameNamespaceNeedNoneAndACircleEnds() {
        var root = virtualService("shop", "root", "gateways: [gw], http: [{delegate: {name: part}}]");
        var part = virtualService(
                "shop", "part", "http: [{route: [{destination: {host: web}}]}, {delegate: {name: part}}]");

        assertThat(edges(root + part)).containsExactly("shop/web:0");
    }

    @Test
    void anOpenShiftRouteLeadsToAllItsBackends() {
        assertThat(edges("""
                        apiVersion: route.openshift.io/v1
                        kind: Route
                        metadata: {name: r, namespace: shop}
                        spec: {host: a.example.org, to: {kind: Service, name: web}, port: {targetPort: admin},
                               alternateBackends: [{kind: Service, name: web}]}
                        """)).containsExactly("shop/web:90");
        assertThat(edges("""
                        apiVersion: route.openshift.io/v1
                        kind: Route
                        metadata: {name: r, namespace: shop}
                        spec: {to: {kind: Service, name: gone}, alternateBackends: [{kind: Service, name: web}]}
                        """)).containsExactly("shop/web:0");
    }

    @Test
    void theEvidenceIsWhereTheBackendIsNamed() {
        assertThat(map(ingress("""

                          defaultBackend:
                            service:
                              name: web
                        """)).edges())
                .extracting(
                        Edge::from,
                        edge -> edge.evidence().getFirst().line(),
                        edge -> edge.evidence().getFirst().text())
                .containsExactly(tuple("ingress", 11, "Ingress i → web"));
    }

    @Test
    void wrongTypesLeadNowhere() {
        assertThat(edges(ingress(
                        "{rules: [{http: {paths: [7, {backend: web}, {backend: {service: {name: [web]}}}]}}]}")))
                .isEmpty();
        assertThat(edges(route("HTTPRoute", "gw", "[{backendRefs: {name: web}}]")))
                .isEmpty();
        assertThat(edges(virtualService("shop", "a", "gateways: gw, http: [{route: {destination: {host: web}}}]")))
                .isEmpty();
    }

    private static String ingress(String spec) {
        return "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i, namespace: shop}\nspec: " + spec;
    }

    private static String route(String kind, String parents, String rules) {
        return """
                apiVersion: gateway.networking.k8s.io/v1
                kind: %s
                metadata: {name: r, namespace: shop}
                spec: {parentRefs: %s, rules: %s}
                """.formatted(kind, parents, rules);
    }

    private static String virtualService(String namespace, String name, String spec) {
        return """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: %s, namespace: %s}
                spec: {%s}
                ---
                """.formatted(name, namespace, spec);
    }

    private static List<String> edges(String yaml) {
        return map(yaml).edges().stream()
                .filter(Edge::fromIngress)
                .map(edge -> edge.to() + ":" + edge.port())
                .toList();
    }

    private static Topology map(String yaml) {
        return TopologyMapper.map(ManifestReader.parse("test.yaml", SERVICES + yaml));
    }
}
