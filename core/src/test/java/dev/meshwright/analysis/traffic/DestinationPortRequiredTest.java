package dev.meshwright.analysis.traffic;

import static dev.meshwright.analysis.traffic.MeshObjects.route;
import static dev.meshwright.analysis.traffic.MeshObjects.service;
import static dev.meshwright.analysis.traffic.MeshObjects.serviceEntry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;

class DestinationPortRequiredTest {
    @Test
    void oneOfSeveralPortsHasToBeNamed() {
        assertThat(check(service("shop/reviews", 80, 90), route("{host: reviews}")))
                .extracting(Finding::message, Finding::fix)
                .containsExactly(tuple(
                        "reviews has the ports 80, 90, and the route does not say which",
                        "Add port.number, one of 80, 90."));
    }

    @Test
    void theOnlyPortNeedsNoName() {
        assertThat(check(service("shop/reviews", 80), route("{host: reviews}"))).isEmpty();
        assertThat(check(service("shop/reviews"), route("{host: reviews}"))).isEmpty();
    }

    @Test
    void aPortThatIsNamedIsEnoughEvenIfItIsWrong() {
        assertThat(check(service("shop/reviews", 80, 90), route("{host: reviews, port: {number: 1}}")))
                .isEmpty();
    }

    @Test
    void theServiceOfAnotherNamespaceIsAnother() {
        assertThat(check(service("bank/reviews", 80, 90), service("shop/reviews", 80), route("{host: reviews}")))
                .isEmpty();
    }

    @Test
    void aServiceEntryCountsLikeAService() {
        var entry = serviceEntry("shop/out", "{hosts: [a.example.org], ports: [{number: 80}, {number: 443}]}");

        assertThat(check(entry, route("{host: a.example.org}"))).hasSize(1);
    }

    @Test
    void portsThatAreNoNumbersAreNotCounted() {
        assertThat(check(
                        service("shop/reviews", 80).replace("ports: [", "ports: [{port: x}, 7, "),
                        route("{host: reviews}")))
                .isEmpty();
    }

    private static List<Finding> check(String... objects) {
        return Findings.of(new DestinationPortRequired(), objects);
    }
}
