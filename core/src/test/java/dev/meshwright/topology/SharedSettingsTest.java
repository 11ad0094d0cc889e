package dev.meshwright.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a ConfigMap that `order` and `user` both read says about each.
class SharedSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"ORDER_DB_URL", "order.db.url", "OrderServiceDbAddress", "ORDER_URL_OF_DB"})
    void aKeyThatBeginsWithTheReadersNameIsItsOwn(String key) {
        assertThat(edges(key, "http://db:5432")).containsExactly("order → db INFERRED");
        assertThat(possible(key, "http://db:5432")).containsExactly("user → db");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DB_URL", "PAYMENT_DB_URL"})
    void otherKeysAreOnlyPossible(String key) {
        assertThat(edges(key, "http://db:5432")).isEmpty();
        assertThat(possible(key, "http://db:5432")).containsExactly("order → db", "user → db");
    }

    @Test
    void aKeyThatNamesTheCalledServiceSaysNothingAboutTheReader() {
        assertThat(edges("ORDER_URL", "http://order:80")).isEmpty();
        assertThat(possible("ORDER_URL", "http://order:80")).containsExactly("user → order");
    }

    @Test
    void everybodyReportsToInfrastructure() {
        assertThat(edges("OTEL_EXPORTER_URL", "http://jaeger:4317"))
                .containsExactly("order → jaeger INFERRED", "user → jaeger INFERRED");
    }

    @Test
    void aStrangerInASharedMapIsNobodysCall() {
        assertThat(map("ORDER_MAIL_URL", "https://mail.example.org").external()).isEmpty();
    }

    private static List<String> edges(String key, String value) {
        return map(key, value).edges().stream()
                .map(edge -> names(edge) + " " + edge.confidence())
                .toList();
    }

    private static List<String> possible(String key, String value) {
        return map(key, value).possible().stream()
                .map(SharedSettingsTest::names)
                .toList();
    }

    private static String names(Edge edge) {
        return (edge.from() + " → " + edge.to()).replace("default/", "");
    }

    private static Topology map(String key, String value) {
        var text = new StringBuilder(Settings.configMap("all", "{%s: '%s'}".formatted(key, value)));
        for (var name : List.of("order", "user")) {
            text.append(
                    Settings.caller("envFrom: [{configMapRef: {name: all}}]").replace("caller", name));
        }
        for (var name : List.of("order", "user", "db", "jaeger")) {
            text.append("{apiVersion: v1, kind: Service, metadata: {name: %1$s}, spec: {selector: {app: %1$s},"
                            .formatted(name)
                    + " ports: [{port: 80}]}}\n---\n");
        }
        return TopologyMapper.map(ManifestReader.parse("test.yaml", text.toString()));
    }
}
