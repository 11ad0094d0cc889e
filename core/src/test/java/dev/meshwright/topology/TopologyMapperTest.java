package dev.meshwright.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyMapperTest {
    private static final String SERVICES = service("orders", 8080) + service("db", 5432) + service("kafka", 9092);

    @Test
    void environmentVariablesDeclareCalls() {
        assertThat(edges(caller("env: [{name: ORDERS_URL, value: 'http://orders:8080/v1'}]")))
                .containsExactly("default/orders:8080");
        assertThat(edges(caller("env: [{name: DB_HOST, value: db}, {name: DB_PORT, value: '5432'}]")))
                .containsExactly("default/db:5432");
        assertThat(edges(caller("env: [{name: H, value: orders.default}, {name: ADDR, value: '$(H):8080'}]")))
                .containsExactly("default/orders:8080");
        assertThat(edges(caller("env: [{name: DATABASE_URL, value: 'jdbc:postgresql://db/app'}]")))
                .containsExactly("default/db:5432");
        assertThat(edges(caller("env: [{name: CONN, value: 'Host=db;Port=5432;Password=x'}]")))
                .containsExactly("default/db:5432");
    }

    @Test
    void argumentsAndWaitLoopsDeclareCalls() {
        assertThat(edges(caller("args: [--orders-url, 'http://orders:8080', '--brokers=kafka:9092,kafka:9092']")))
                .containsExactly("default/kafka:9092", "default/orders:8080");
        assertThat(edges(caller("command: [sh, -c, 'until nc -z db 5432; do sleep 1; done']")))
                .containsExactly("default/db:5432");
    }

    @Test
    void whatOnlyLooksLikeACallIsNone() {
        for (var decoy : List.of(
                "env: [{name: DB_NAME, value: orders}]",
                "env: [{name: SELF_URL, value: 'http://caller:80'}]",
                "env: [{name: ORDERS_ENABLED, value: 'false'}, {name: ORDERS_URL, value: 'http://orders:8080'}]",
                "env: [{name: REACT_APP_API_URL, value: 'http://orders:8080'}]",
                "env: [{name: KAFKA_ADVERTISED_LISTENERS, value: 'PLAINTEXT://kafka:9092'}]",
                "args: [orders]")) {
            assertThat(edges(caller(decoy))).as(decoy).isEmpty();
        }
    }

    @Test
    void aConfigMapThatManyReadIsOnlyAPossibility() {
        var topology = map(
                SERVICES
                        + deployment("one", "envFrom: [{configMapRef: {name: all}}]")
                        + deployment("two", "envFrom: [{configMapRef: {name: all}}]")
                        + deployment(
                                "three", "env: [{name: U, valueFrom: {configMapKeyRef: {name: all, key: ORDERS_URL}}}]")
                        + "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: all}, data: {ORDERS_URL: 'http://orders:8080'}}\n");
        assertThat(topology.edges()).extracting(Edge::from).containsExactly("default/three");
        assertThat(topology.possible()).extracting(Edge::from).containsExactly("default/one", "default/two");
    }

    @Test
    void aHostThatNoServiceDefinesIsDanglingAndOneOutsideIsExternal() {
        var topology = map(
                SERVICES
                        + caller(
                                "env: [{name: A_URL, value: 'http://ordes.default.svc:8080'}, {name: B_URL, value: 'https://api.example.org'}]"));
        assertThat(topology.warnings())
                .filteredOn(warning -> warning.kind().equals("dangling-host"))
                .extracting(Topology.Warning::message)
                .containsExactly("caller names ordes.default.svc, which no Service defines; did you mean orders?");
        assertThat(topology.external()).extracting(ExternalCall::host).containsExactly("api.example.org");
        assertThat(topology.edges()).isEmpty();
    }

    @Test
    void secretsInEvidenceAreMasked() {
        var topology = map(
                SERVICES + caller("env: [{name: DB_URL, value: 'postgres://app:hunter2@db:5432/x?password=hunter3'}]"));
        assertThat(topology.edges().getFirst().evidence().getFirst().text())
                .contains("db:5432")
                .doesNotContain("hunter");
    }

    @Test
    void aWorkloadWithoutAnySettingIsUnknown() {
        assertThat(map(deployment("silent", "image: registry.example/silent:1")).unknown())
                .extracting(Topology.Unknown::service)
                .containsExactly("default/silent");
        assertThat(map(deployment("cache", "image: redis:7")).unknown()).isEmpty();
    }

    @Test
    void wrongTypesEverywhereGiveATopology() {
        var topology = map("""
                {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {selector: [x], ports: {port: y}}}
                ---
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: b}, spec: {template: {spec: {containers:
                  [{env: 1, args: {a: b}, envFrom: x, volumeMounts: 7}, 5, null], volumes: no}}}}
                ---
                {apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: c}, spec: {rules: {a: b}}}
                """);
        assertThat(topology.services()).extracting(Service::name).containsExactly("a", "b");
        assertThat(topology.edges()).isEmpty();
    }

    private static List<String> edges(String caller) {
        return map(SERVICES + service("caller", 80) + caller).edges().stream()
                .map(edge -> edge.to() + ":" + edge.port())
                .toList();
    }

    private static Topology map(String yaml) {
        return TopologyMapper.map(ManifestReader.parse("test.yaml", yaml));
    }

    private static String caller(String settings) {
        return deployment("caller", settings);
    }

    private static String service(String name, int port) {
        return "---\n{apiVersion: v1, kind: Service, metadata: {name: %s}, spec: {selector: {app: %s}, ports: [{port: %d}]}}\n"
                .formatted(name, name, port);
    }

    private static String deployment(String name, String settings) {
        return """
                ---
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: %s}, spec: {template: {metadata: {labels: {app: %s}},
                  spec: {containers: [{name: main, %s}]}}}}
                """.formatted(name, name, settings);
    }
}
