package dev.meshwright.topology.observed;

import static dev.meshwright.topology.observed.Shop.seen;
import static dev.meshwright.topology.observed.Shop.traffic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.topology.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What real programs have written; the README of the files says which.
class RealTrafficTest {
    private static String text(String name) throws IOException {
        return Files.readString(
                Path.of("src/test/resources/dev/meshwright/topology/real").resolve(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exposition.prom", "exposition.om"})
    void anExpositionCountsRequestsAndConnections(String name) throws IOException {
        var topology = seen(text(name));
        int more = name.endsWith(".om") ? 1 : 0;
        assertThat(traffic(topology, "shop/web", "shop/cart"))
                .extracting(Traffic::requests, Traffic::failed)
                .containsExactly(14L + more, 2L);
        assertThat(traffic(topology, "shop/web", "shop/cart").operations())
                .contains(new Traffic.Operation("", "/cart/\"a\\b\"", 12 + more));
        assertThat(traffic(topology, "shop/cart", "shop/cart-db").connections()).isEqualTo(3);
        assertThat(topology.warnings()).noneMatch(warning -> warning.kind().equals("unreadable"));
    }

    @Test
    void aServiceGraphCountsCallsBetweenServicesOfTraces() throws IOException {
        var topology = seen(text("service-graph.prom"));
        assertThat(traffic(topology, "shop/web", "shop/cart").requests()).isEqualTo(20);
        assertThat(traffic(topology, "shop/cart", "shop/pricing").requests()).isEqualTo(4);
        assertThat(topology.warnings()).noneMatch(warning -> warning.kind().equals("unreadable"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"query.json", "query-range.json"})
    void prometheusAnswersWithWhatItHasScraped(String name) throws IOException {
        var topology = seen(text(name));
        assertThat(traffic(topology, "shop/web", "shop/cart"))
                .extracting(Traffic::requests, Traffic::failed)
                .containsExactly(17L, 2L);
        assertThat(traffic(topology, "shop/cart", "shop/pricing").requests()).isEqualTo(5);
        assertThat(topology.warnings()).noneMatch(warning -> warning.kind().equals("unreadable"));
    }

    @Test
    void zipkinCountsCallsAndErrors() throws IOException {
        var topology = seen(text("zipkin.json"));
        assertThat(traffic(topology, "shop/web", "shop/cart"))
                .extracting(Traffic::requests, Traffic::failed)
                .containsExactly(7L, 1L);
        assertThat(traffic(topology, "shop/cart", "shop/pricing").requests()).isEqualTo(7);
        assertThat(topology.warnings()).noneMatch(warning -> warning.kind().equals("unreadable"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exposition.prom", "exposition.om", "service-graph.prom", "query.json", "zipkin.json"})
    void ofAFileThatBreaksOffTheRestCounts(String name) throws IOException {
        String text = text(name);
        int end = name.endsWith(".json") ? text.length() - 10 : text.indexOf("server=\"web\"") + 7;
        if (end < 7) {
            end = text.lastIndexOf("istio_requests_total{") + 40;
        }
        var observation = TrafficFile.read(name, text.substring(0, end));
        assertThat(observation.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.where().line()).isPositive());
        assertThat(observation.flows()).isNotEmpty();
    }
}
