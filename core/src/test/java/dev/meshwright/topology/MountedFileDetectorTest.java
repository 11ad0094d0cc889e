package dev.meshwright.topology;

<<<<<<< HEAD
import static dev.meshwright.topology.Mapped.SERVICES;
import static dev.meshwright.topology.Mapped.configMap;
import static dev.meshwright.topology.Mapped.edges;
import static dev.meshwright.topology.Mapped.map;
import static dev.meshwright.topology.Mapped.pods;
=======
import static dev.meshwright.topology.Settings.caller;
import static dev.meshwright.topology.Settings.configMap;
>>>>>>> main
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
<<<<<<< HEAD

class MountedFileDetectorTest {
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
=======
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountedFileDetectorTest {
    private static final String MAP = configMap(
            "conf",
            "{app.properties: \"a.url=http://a\\nb.url=http://b\\n\", HOST: orders, cache.yaml: 'c: http://c'}");

    @Test
    void aFolderHoldsAllKeys() {
        assertThat(texts("{name: v, mountPath: /etc}", "{name: v, configMap: {name: conf}}"))
                .containsExactlyInAnyOrder("a.url=http://a", "b.url=http://b", "HOST=orders", "c=http://c");
    }

    @Test
    void itemsAndSubPathsChooseKeys() {
        assertThat(texts(
                        "{name: v, mountPath: /etc}",
                        "{name: v, configMap: {name: conf, items: [{key: HOST, path: h}]}}"))
                .containsExactly("HOST=orders");
        assertThat(texts("{name: v, mountPath: /etc/h, subPath: HOST}", "{name: v, configMap: {name: conf}}"))
                .containsExactly("HOST=orders");
        assertThat(
                        texts(
                                "{name: v, mountPath: /etc/h, subPath: h}",
                                "{name: v, configMap: {name: conf, items: [{key: HOST, path: h}, {key: cache.yaml, path: c}]}}"))
                .containsExactly("HOST=orders");
        assertThat(
                        texts(
                                "{name: v, mountPath: /etc/h, subPath: d}",
                                "{name: v, configMap: {name: conf, items: [{key: HOST, path: d/h}, {key: cache.yaml, path: dc}]}}"))
                .containsExactly("HOST=orders");
    }

    @Test
    void projectedVolumesBringTheirConfigMaps() {
        assertThat(
                        texts(
                                "{name: v, mountPath: /etc}",
                                "{name: v, projected: {sources: [{secret: {name: s}}, {configMap: {name: conf, items: [{key: HOST, path: h}]}}]}}"))
                .containsExactly("HOST=orders");
    }

    @Test
    void aVolumeThatNobodyMountsIsNotRead() {
        assertThat(texts("{name: w, mountPath: /etc}", "{name: v, configMap: {name: conf}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "style.css", "init.sql", "ca.crt", "README.md"})
    void filesForOthersAreNotRead(String name) {
        var map = configMap("conf", "{" + name + ": \"http://orders\\nhttp://users\\n\"}");

        assertThat(Settings.texts(
                        new MountedFileDetector(),
                        mounting("{name: v, mountPath: /e}", "{name: v, configMap: {name: conf}}") + map))
>>>>>>> main
                .isEmpty();
    }

    @Test
<<<<<<< HEAD
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
=======
    void aMapThatTheInputDoesNotHoldGivesNothing() {
        assertThat(texts("{name: v, mountPath: /etc}", "{name: v, configMap: {name: gone}}"))
                .isEmpty();
        assertThat(texts("{name: v, mountPath: /etc}", "{name: v, secret: {secretName: conf}}"))
>>>>>>> main
                .isEmpty();
    }

    @Test
<<<<<<< HEAD
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
=======
    void wrongTypesAreLeftOut() {
        assertThat(texts("v", "{name: v, configMap: conf}")).isEmpty();
        assertThat(texts("{name: v}", "{name: v, configMap: {name: [conf]}, projected: {sources: {a: b}}}"))
                .isEmpty();
    }

    private static List<String> texts(String mount, String volume) {
        return Settings.texts(new MountedFileDetector(), mounting(mount, volume) + MAP);
    }

    private static String mounting(String mount, String volume) {
        return caller("volumeMounts: [" + mount + "]")
                .replace("spec: {containers:", "spec: {volumes: [" + volume + "], containers:");
>>>>>>> main
    }
}
