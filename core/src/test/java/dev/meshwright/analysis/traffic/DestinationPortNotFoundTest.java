package dev.meshwright.analysis.traffic;

import static dev.meshwright.analysis.traffic.MeshObjects.core;
import static dev.meshwright.analysis.traffic.MeshObjects.route;
import static dev.meshwright.analysis.traffic.MeshObjects.service;
import static dev.meshwright.analysis.traffic.MeshObjects.serviceEntry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationPortNotFoundTest {
    private static final String REVIEWS = service("shop/reviews", 80, 90);

    @ParameterizedTest
    @ValueSource(strings = {"{number: 80}", "{number: '90'}", "{number: 0}", "{number: http}", "{}", "80", "[80]"})
    void aPortThatIsThereOrNoNumberIsFine(String port) {
        assertThat(check(REVIEWS, route("{host: reviews, port: " + port + "}"))).isEmpty();
    }

    @Test
    void theMissingPortIsNamedWithThoseThatAreThere() {
        assertThat(check(REVIEWS, route("{host: reviews, port: {number: 8080}}")))
                .extracting(Finding::message, Finding::path, Finding::line)
                .containsExactly(tuple(
                        "reviews has no port 8080; it has 80, 90", "spec.http[0].route[0].destination.port.number", 9));
    }

    @Test
    void theOnlyPortIsTheFix() {
        assertThat(check(service("shop/reviews", 80), route("{host: reviews, port: {number: 8080}}")))
                .extracting(Finding::fix)
                .containsExactly("Use port 80.");
    }

    @Test
    void aServiceEntryIsAskedForItsNumbers() {
        var entry = serviceEntry(
                "shop/out",
                "{hosts: ['*.example.org'], ports: [{number: 443, name: tls, protocol: TLS, targetPort: 8443}]}");

        assertThat(check(entry, route("{host: a.example.org, port: {number: 443}}")))
                .isEmpty();
        assertThat(check(entry, route("{host: a.example.org, port: {number: 8443}}")))
                .hasSize(1);
    }

    @Test
    void aHostThatDoesNotExistHasNoMissingPort() {
        assertThat(check(REVIEWS, route("{host: gone, port: {number: 8080}}"))).isEmpty();
    }

    @Test
    void anAliasWithoutPortsHasThoseOfTheNameBehindIt() {
        var alias = core("Service", "shop/reviews", "{type: ExternalName, externalName: reviews.example.org}");
        var headless = core("Service", "shop/reviews", "{clusterIP: None, selector: {app: reviews}}");

        assertThat(check(alias, route("{host: reviews, port: {number: 443}}"))).isEmpty();
        assertThat(check(headless, route("{host: reviews, port: {number: 443}}")))
                .extracting(Finding::message)
                .containsExactly("reviews has no port 443; it has no ports");
    }

    private static List<Finding> check(String... objects) {
        return Findings.of(new DestinationPortNotFound(), objects);
    }
}
