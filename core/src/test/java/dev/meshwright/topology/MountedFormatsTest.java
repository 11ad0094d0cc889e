package dev.meshwright.topology;

import static dev.meshwright.topology.Mapped.SERVICES;
import static dev.meshwright.topology.Mapped.configMap;
import static dev.meshwright.topology.Mapped.edges;
import static dev.meshwright.topology.Mapped.map;
import static dev.meshwright.topology.Mapped.pods;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MountedFormatsTest {
    private static Topology mounting(String name, String text, String env) {
        return map(SERVICES
                + pods(
                        "caller",
                        "containers: [{name: main, env: [" + env + "], volumeMounts: [{name: c, mountPath: /c}]}],"
                                + " volumes: [{name: c, configMap: {name: settings}}]")
                + configMap("settings", name, text));
    }

    private static List<String> calls(String name, String text, String env) {
        return edges(mounting(name, text, env));
    }

    @Test
    void everyFormatDeclaresCalls() {
        assertThat(calls("a.yaml", "orders: {url: 'http://orders:8080'}", "")).containsExactly("orders:8080");
        assertThat(calls("a.json", "{\"orders\":\n {\"host\": \"orders\", \"port\": 8080}}", ""))
                .containsExactly("orders:8080");
        assertThat(calls("a.toml", "[orders]\nhost = 'orders'\nport = 8080", ""))
                .containsExactly("orders:8080");
        assertThat(calls("a.ini", "[database]\nhost = db\nport = 5432", "")).containsExactly("db:5432");
        assertThat(calls("a.properties", "spring.datasource.url=jdbc:postgresql://db/x", ""))
                .containsExactly("db:5432");
        assertThat(calls(
                        "nginx.conf",
                        "upstream o { server orders:8080; }\nserver { location / { proxy_pass http://o; } }",
                        ""))
                .containsExactly("orders:8080");
    }

    @Test
    void evidenceIsTheLineInTheInput() {
        var edge = mounting("a.toml", "# comment\n[orders]\nurl = 'http://orders:8080'", "")
                .edges()
                .getFirst();
        var lines = (SERVICES
                        + pods("caller", "containers: [{name: main}]")
                        + configMap("settings", "a.toml", "# comment\n[orders]\nurl = 'http://orders:8080'"))
                .lines()
                .toList();
        var evidence = edge.evidence().getFirst();
        assertThat(lines.get(evidence.line() - 1)).contains("url = 'http://orders:8080'");
        assertThat(evidence.text()).isEqualTo("orders.url=http://orders:8080");
    }

    @Test
    void commentsSwitchedOffSectionsAndPlaceholdersAreNoEvidence() {
        assertThat(calls("a.yaml", "# orders: http://orders:8080\nx: 1", "")).isEmpty();
        assertThat(calls("a.yaml", "orders:\n  enabled: false\n  url: http://orders:8080", ""))
                .isEmpty();
        assertThat(calls("a.yaml", "orders:\n  url: http://${ORDERS_HOST}:8080", ""))
                .isEmpty();
    }

    @Test
    void placeholdersAreFilledFromTheContainersVariables() {
        assertThat(calls("a.yaml", "url: http://${O}:8080", "{name: O, value: orders}"))
                .containsExactly("orders:8080");
        assertThat(calls("a.yaml", "url: http://${O:orders}:8080", "")).containsExactly("orders:8080");
        assertThat(calls(
                        "a.yaml",
                        "url: http://${O:-orders}:${P:-8080}",
                        "{name: O, value: kafka}, {name: P, value: '9092'}"))
                .containsExactly("kafka:9092");
        assertThat(calls("a.yaml", "endpoint: ${env:O}:8080", "{name: O, value: orders}"))
                .containsExactly("orders:8080");
        assertThat(calls("a.yaml", "url: http://${no-orders}:8080", "")).isEmpty();
        assertThat(calls("a.yaml", "host: orders\nurl: http://${host}:8080", ""))
                .containsExactly("orders:8080");
        assertThat(calls(
                        "a.yaml",
                        "url: http://${O:orders}:8080",
                        "{name: O, valueFrom: {secretKeyRef: {name: s, key: k}}}"))
                .isEmpty();
    }

    @Test
    void aVariableOverridesTheFilesValue() {
        assertThat(calls(
                        "application.yml",
                        "spring: {datasource: {url: 'jdbc:postgresql://db/x'}}",
                        "{name: SPRING_DATASOURCE_URL, value: 'jdbc:h2:mem:x'}"))
                .isEmpty();
    }

    @Test
    void springProfilesChooseDocumentsAndFiles() {
        String documents = "a: 1\n---\nspring.config.activate.on-profile: k8s\nurl: http://orders:8080";
        assertThat(calls("application.yml", documents, "")).isEmpty();
        assertThat(calls("application.yml", documents, "{name: SPRING_PROFILES_ACTIVE, value: 'k8s,mysql'}"))
                .containsExactly("orders:8080");
        assertThat(calls(
                        "application-k8s.yml", "url: http://orders:8080", "{name: SPRING_PROFILES_ACTIVE, value: dev}"))
                .isEmpty();
        assertThat(calls("application-k8s.yml", "url: http://orders:8080", "")).containsExactly("orders:8080");
        assertThat(calls(
                        "application-k8s.yml",
                        "url: http://orders:8080",
                        "{name: JAVA_OPTS, value: '-Dspring.profiles.active=k8s -Xmx1g'}"))
                .containsExactly("orders:8080");
    }

    @Test
    void aBrokenFileIsAWarningAndTheRestIsRead() {
        var topology = mounting("a.json", "{\"url\": \"http://orders:8080\",\n oops", "");
        assertThat(topology.warnings())
                .filteredOn(warning -> warning.kind().equals("unreadable"))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.message()).startsWith("not JSON");
                    assertThat(warning.line()).isPositive();
                });
        assertThat(edges(topology)).containsExactly("orders:8080");
    }

    @Test
    void whatAProgramListensOnIsNoCall() {
        assertThat(calls("otel.yaml", """
                        receivers: {otlp: {protocols: {grpc: {endpoint: "kafka:9092"}}}}
                        exporters: {otlp: {endpoint: "orders:8080"}, otlp/off: {endpoint: "db:5432"}}
                        service: {pipelines: {traces: {receivers: [otlp], exporters: [otlp]}}}
                        """, "")).containsExactly("orders:8080");
    }
}
