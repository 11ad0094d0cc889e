package dev.meshwright.topology;

import static dev.meshwright.topology.SmallMesh.route;
import static dev.meshwright.topology.SmallMesh.service;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RetryWarningsTest {
    @Test
    void theWayIsNamedWithTheTriesOfEach() {
        assertThat(warnings(
                        service("a", "MAX_RETRIES=2", "b"),
                        service("b", "", "c"),
                        service("c", "MAX_RETRIES=1", "d"),
                        service("d", ""),
                        route("d", "retries: {attempts: 3, retryOn: 5xx}")))
                .containsExactly("one request can become 24 calls of d: a (3 tries) → b → c (2 × 4 tries) → d");
    }

    @Test
    void ofAWayOnlyTheWholeIsTold() {
        assertThat(warnings(
                        service("a", "MAX_RETRIES=3", "b"),
                        service("b", "MAX_RETRIES=3", "c"),
                        service("c", "MAX_RETRIES=3", "d"),
                        service("d", "", "e"),
                        service("e", "")))
                .containsExactly("one request can become 64 calls of d: a (4 tries) → b (4 tries) → c (4 tries) → d");
    }

    @Test
    void oneSettingIsToldOnce() {
        assertThat(warnings(
                        service("a", "MAX_RETRIES=3", "b"),
                        service("b", "MAX_RETRIES=3", "c", "d"),
                        service("c", ""),
                        service("d", "")))
                .hasSize(1);
    }

    @Test
    void manyTriesAtOnePlaceDoNotMultiply() {
        assertThat(warnings(service("a", "MAX_RETRIES=20", "b"), service("b", "", "c"), service("c", "")))
                .isEmpty();
    }

    @Test
    void twiceThreeTriesAreUsual() {
        assertThat(warnings(service("a", "MAX_RETRIES=2", "b"), service("b", "MAX_RETRIES=2", "c"), service("c", "")))
                .isEmpty();
    }

    @Test
    void waysOfManyServicesEndSomewhere() {
        var objects = new String[41];
        for (int i = 0; i < 40; i++) {
            objects[i] = service("s" + i, "MAX_RETRIES=9", "s" + (i + 1));
        }
        objects[40] = service("s40", "");

        assertThat(warnings(objects)).singleElement().asString().contains("1000000 calls of s40");
    }

    private static List<String> warnings(String... objects) {
        return SmallMesh.map(objects).warnings().stream()
                .filter(warning -> warning.kind().equals(RetryWarnings.KIND))
                .map(Topology.Warning::message)
                .toList();
    }
}
