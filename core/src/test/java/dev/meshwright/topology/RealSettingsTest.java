package dev.meshwright.topology;

import static dev.meshwright.topology.Mapped.configMap;
import static dev.meshwright.topology.Mapped.edges;
import static dev.meshwright.topology.Mapped.map;
import static dev.meshwright.topology.Mapped.pods;
import static dev.meshwright.topology.Mapped.service;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files as real programs write, print or accept them; their README says which.
class RealSettingsTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/meshwright/topology/real");
    private static final String SERVICES = service("orders", 8080)
            + service("orders-old", 8080)
            + service("db", 5432)
            + service("kafka", 9092)
            + service("php", 9000)
            + service("catalogue", 9001)
            + service("catalogue-beta", 9002)
            + service("alertmanager", 9093)
            + service("blackbox", 9115)
            + service("mimir", 9009)
            + service("tempo", 4317)
            + service("web", 80)
            + service("old", 8080);

    private static String text(String name) throws IOException {
        return Files.readString(FOLDER.resolve(name));
    }

    private static Topology mounting(String name, String text) {
        return map(SERVICES
                + pods(
                        "caller",
                        "containers: [{name: main, volumeMounts: [{name: c, mountPath: /c}]}],"
                                + " volumes: [{name: c, configMap: {name: settings}}]")
                + configMap("settings", name, text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            settings.yaml       | orders:8080 db:5432 kafka:9092
            settings.json       | orders:8080 db:5432 kafka:9092
            settings.toml       | orders:8080 db:5432 kafka:9092
            settings.ini        | orders:8080 db:5432 kafka:9092
            settings.properties | orders:8080 db:5432 kafka:9092
            application.yml     | orders:8080 db:5432 kafka:9092
            nginx.conf          | orders:8080 php:9000 catalogue:9001 catalogue-beta:9002
            envoy.yaml          | orders:8080
            prometheus.yml      | orders:8080 alertmanager:9093 blackbox:9115 mimir:9009
            collector.yaml      | tempo:4317
            """)
    void declareTheirCallsAndNothingElse(String name, String calls) throws IOException {
        var topology = mounting(name, text(name));
        assertThat(edges(topology)).containsExactlyInAnyOrder(calls.split(" ", -1));
        assertThat(topology.warnings()).noneMatch(warning -> warning.kind().equals("unreadable"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            settings.yaml       | `x: [`       | not YAML                       | db:5432
            settings.json       | `, oops`     | not JSON                       | orders:8080
            settings.toml       | `a = = 1`    | not TOML                       | orders:8080
            settings.ini        | `[open`      | never closed                   | orders:8080
            settings.properties | `b=\\u12`     | four hexadecimal digits        | orders:8080
            application.yml     | `x: [`       | not YAML                       | orders:8080
            nginx.conf          | `server {`   | never closed                   | php:9000
            envoy.yaml          | `x: [`       | not YAML                       |
            prometheus.yml      | `x: [`       | not YAML                       | mimir:9009
            collector.yaml      | `x: [`       | not YAML                       | tempo:4317
            """)
    void ofABrokenOneAWarningNamesTheLineAndTheRestIsRead(String name, String more, String message, String call)
            throws IOException {
        String text = text(name) + "\n" + more + "\n";
        var topology = mounting(name, text);
        assertThat(topology.warnings())
                .filteredOn(warning -> warning.kind().equals("unreadable"))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.message()).contains(message);
                    assertThat(warning.line()).isPositive();
                });
        if (call != null) {
            assertThat(edges(topology)).contains(call);
        }
        assertThat(topology.services()).hasSize(14);
    }
}
