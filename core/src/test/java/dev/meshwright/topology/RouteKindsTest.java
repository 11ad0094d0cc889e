package dev.meshwright.topology;

import static dev.meshwright.topology.Mapped.SERVICES;
import static dev.meshwright.topology.Mapped.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RouteKindsTest {
    private static List<String> ingress(String manifest) {
        return map(SERVICES + manifest).edges().stream()
                .filter(Edge::fromIngress)
                .map(edge -> edge.to() + ":" + edge.port())
                .toList();
    }

    private static String route(String kind, String spec) {
        return "---\n{apiVersion: gateway.networking.k8s.io/v1, kind: %s, metadata: {name: r}, spec: {%s}}\n"
                .formatted(kind, spec);
    }

    private static String virtualService(String name, String spec) {
        return "---\n{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: %s}, spec: {%s}}\n"
                .formatted(name, spec);
    }

    @Test
    void ingressesLeadToTheirBackends() {
        assertThat(ingress("""
                ---
                {apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i}, spec: {
                  defaultBackend: {service: {name: kafka, port: {number: 9092}}},
                  rules: [{http: {paths: [{backend: {service: {name: orders, port: {number: 8080}}}}]}}]}}
                """)).containsExactly("default/kafka:9092", "default/orders:8080");
    }

    @Test
    void gatewayApiRoutesOfEveryKindCountWithTheirMirrors() {
        for (var kind : List.of("HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute")) {
            assertThat(ingress(route(
                            kind, "parentRefs: [{name: g}], rules: [{backendRefs: [{name: orders, port: 8080}]}]")))
                    .as(kind)
                    .containsExactly("default/orders:8080");
        }
        assertThat(
                        ingress(
                                route(
                                        "HTTPRoute",
                                        "parentRefs: [{name: l, kind: ListenerSet}], rules: [{filters: [{type: RequestMirror, requestMirror:"
                                                + " {backendRef: {name: kafka, port: 9092}}}], backendRefs: [{name: orders, port: 8080}]}]")))
                .containsExactly("default/kafka:9092", "default/orders:8080");
    }

    @Test
    void aRouteOfTheMeshIsNoWayIn() {
        assertThat(
                        ingress(
                                route(
                                        "HTTPRoute",
                                        "parentRefs: [{name: orders, kind: Service, group: ''}], rules: [{backendRefs: [{name: db, port: 5432}]}]")))
                .isEmpty();
        assertThat(ingress(virtualService("v", "hosts: [orders], http: [{route: [{destination: {host: db}}]}]")))
                .isEmpty();
    }

    @Test
    void virtualServicesAtAGatewayLeadOnThroughTheirDelegates() {
        assertThat(ingress(virtualService(
                                "root", "hosts: [shop.example.com], gateways: [g], http: [{delegate: {name: part}}]")
                        + virtualService(
                                "part", "http: [{route: [{destination: {host: orders, port: {number: 8080}}}]}]")
                        + virtualService("other", "http: [{route: [{destination: {host: db}}]}]")))
                .containsExactly("default/orders:8080");
    }
}
