package dev.meshwright.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.manifest.ManifestReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: http-web, port: 1234 | http | port-name",
                "name: grpc-web-x, port: 1234 | grpc | port-name",
                "name: x, appProtocol: grpc, port: 80 | grpc | app-protocol",
                "name: http, appProtocol: tcp, port: 1234 | tcp | app-protocol",
                "name: http, protocol: UDP, port: 53 | udp | protocol",
                "name: tcp-redis, port: 6379 | redis | well-known-port",
                "name: tcp, port: 80 | tcp | port-name",
                "port: 5432 | postgresql | well-known-port",
                "port: 1234, targetPort: 6379 | redis | well-known-port",
                "name: metrics, port: 9404 | http | name",
                "name: mysql-x, port: 80 | mysql | port-name",
                "port: 8080 | http | well-known-port",
                "port: 1234 | tcp | undeclared"
            })
    void theFirstThatTellsDecides(String port, String protocol, String how) {
        assertThat(port(port, "image: x"))
                .extracting(one -> one.protocol().word(), one -> one.evidence().how())
                .isEqualTo(tuple(protocol, how).toList());
    }

    @Test
    void theSchemeOfACallerTells() {
        var caller = """
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: caller}, spec: {containers: [{env: [{name: A_URL, value: 'grpc://a:1234'}]}]}}
                """;

        assertThat(map(service("port: 1234") + caller))
                .extracting(Service.Port::protocol)
                .isEqualTo(Protocol.GRPC);
    }

    @Test
    void theImageOfTheOnlyPortTells() {
        assertThat(port("port: 1234", "image: registry.example/library/redis:7").protocol())
                .isEqualTo(Protocol.REDIS);
        assertThat(map(service("port: 1234").replace("ports: [", "ports: [{port: 1235}, ") + pod("image: redis"))
                        .protocol())
                .isEqualTo(Protocol.TCP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "readinessProbe: {grpc: {port: 1234}} | grpc",
                "livenessProbe: {httpGet: {port: 1234}} | http",
                "startupProbe: {httpGet: {port: 1234, scheme: HTTPS}} | tls",
                "readinessProbe: {httpGet: {port: web}}, ports: [{name: web, containerPort: 1234}] | http",
                "readinessProbe: {httpGet: {port: 1235}} | tcp",
                "readinessProbe: {httpGet: {port: web}}, ports: [{name: web, containerPort: 1235}] | tcp",
                "readinessProbe: {tcpSocket: {port: 1234}} | tcp",
                "readinessProbe: [grpc], livenessProbe: {grpc: 1234} | tcp"
            })
    void aProbeOfThePortTells(String container, String protocol) {
        assertThat(port("port: 1234", container).protocol().word()).isEqualTo(protocol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234", "':1234'", "0.0.0.0:1234", "'[::]:1234'", "localhost:1234"})
    void aGrpcSettingThatNamesThePortTells(String value) {
        assertThat(port("port: 1234", grpc(value)).protocol()).isEqualTo(Protocol.GRPC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"91234", "12345", "orders:1234", "http://orders:1234", "0.0.0.0:91234", "[1234]"})
    void aGrpcSettingForAnotherPortOrServiceDoesNot(String value) {
        assertThat(port("port: 1234", grpc(value)).protocol()).isEqualTo(Protocol.TCP);
    }

    @Test
    void aTargetThatIsNotKnownIsNoSettingsEnd() {
        assertThat(port("port: 1234, targetPort: gone", grpc("30")).protocol()).isEqualTo(Protocol.TCP);
    }

    @Test
    void targetPortZeroIsThePortItself() {
        assertThat(port("port: 1234, targetPort: 0", "image: x").targetPort()).isEqualTo(1234);
    }

    private static String grpc(String value) {
        return "env: [{name: GRPC_PORT, value: " + value + "}]";
    }

    private static Service.Port port(String port, String container) {
        return map(service(port) + pod(container));
    }

    private static String service(String port) {
        return "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {selector: {app: a}, ports: [{%s}]}}\n"
                .formatted(port);
    }

    private static String pod(String container) {
        return "---\n{apiVersion: v1, kind: Pod, metadata: {name: a, labels: {app: a}}, spec: {containers: [{%s}]}}\n"
                .formatted(container);
    }

    private static Service.Port map(String yaml) {
        var services =
                TopologyMapper.map(ManifestReader.parse("test.yaml", yaml)).services();
        return services.stream()
                .filter(service -> service.name().equals("a"))
                .findFirst()
                .orElseThrow()
                .ports()
                .getLast();
    }
}
