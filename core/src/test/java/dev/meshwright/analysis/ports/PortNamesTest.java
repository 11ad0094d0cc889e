package dev.meshwright.analysis.ports;

import static dev.meshwright.analysis.ports.MeshObjects.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: http, port: 80",
                "name: HTTP2-web, port: 80",
                "name: grpc-web-ui, port: 80",
                "name: tcp, port: 80",
                "name: hbone, port: 15008",
                "name: http_proxy, port: 80",
                "name: web, appProtocol: http, port: 80",
                "name: web, appProtocol: HTTPS, port: 80",
                "name: web, appProtocol: kubernetes.io/h2c, port: 80",
                "name: web, appProtocol: kubernetes.io/wss, port: 80",
                "name: dns, protocol: UDP, port: 5353",
                "name: db, port: 3306",
                "port: 25"
            })
    void theProtocolIsToldByTheDeclaration(String port) {
        assertThat(withoutProtocol(service("{ports: [{" + port + "}]}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: web, port: 80",
                "name: httpweb, port: 80",
                "name: web-http, port: 80",
                "name: http, appProtocol: example.org/custom, port: 80",
                "name: kubernetes.io/h2c, port: 80",
                "name: db, port: '3307'",
                "port: 80",
                "name: [http], port: 80",
                "name: web, protocol: SCTP, port: 80"
            })
    void theProtocolIsGuessedFromTheTraffic(String port) {
        assertThat(withoutProtocol(service("{ports: [{" + port + "}]}"))).hasSize(1);
    }

    @Test
    void eachPortIsNamedByNumberAndName() {
        assertThat(withoutProtocol(service("{ports: [{port: 80}, {name: http, port: 81}, {name: web, port: 82}]}")))
                .extracting(Finding::path, Finding::message)
                .containsExactly(
                        tuple("spec.ports[0].name", "port 80 has no name that tells its protocol"),
                        tuple("spec.ports[2].name", "the name web of port 82 tells no protocol"));
    }

    @Test
    void anExternalNameServiceIsTheOtherRules() {
        var alias = service("{type: ExternalName, ports: [{name: web, port: 80}]}");

        assertThat(withoutProtocol(alias)).isEmpty();
        assertThat(ofExternalName(alias)).hasSize(1);
        assertThat(ofExternalName(service("{ports: [{name: web, port: 80}]}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name: http", "name: https-web", "name: tcp-db", "name: x, appProtocol: grpc"})
    void anExternalNamesPortWithAProtocolIsFine(String port) {
        assertThat(ofExternalName(service("{type: ExternalName, ports: [{port: 80, " + port + "}]}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name: tcp", "name: web", "protocol: TCP"})
    void anExternalNamesPortThatTakesAllTcpIsReported(String port) {
        assertThat(ofExternalName(service("{type: ExternalName, ports: [{port: 80, " + port + "}]}")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"istio: ingressgateway", "release: istio"})
    void istiosOwnServicesAreLeftAlone(String label) {
        var own = service("{type: %s, ports: [{name: web, port: 80}]}")
                .replace("namespace: shop}", "namespace: shop, labels: {" + label + "}}");

        assertThat(withoutProtocol(own.formatted("ClusterIP"))).isEmpty();
        assertThat(ofExternalName(own.formatted("ExternalName"))).isEmpty();
    }

    @Test
    void servicesOfKubernetesAreLeftAlone() {
        assertThat(withoutProtocol(service("kube-system", "metrics", "{ports: [{name: web, port: 80}]}")))
                .isEmpty();
    }

    private static List<Finding> withoutProtocol(String... objects) {
        return Findings.of(new PortNameWithoutProtocol(), objects);
    }

    private static List<Finding> ofExternalName(String... objects) {
        return Findings.of(new ExternalNamePortName(), objects);
    }
}
