package dev.meshwright.analysis.traffic;

import static dev.meshwright.analysis.traffic.MeshObjects.virtualService;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngressRouteWithoutSubsetTest {
    private static final String SUBSETS = virtualService(
            "shop/reviews", "{hosts: [reviews], http: [{route: [{destination: {host: reviews, subset: v1}}]}]}");

    @Test
    void aGatewaysRouteGoesAroundTheSubsets() {
        assertThat(check(SUBSETS, entry("[web]", "{host: reviews}")))
                .extracting(Finding::resource, Finding::path, Finding::message)
                .containsExactly(tuple(
                        "entry",
                        "spec.http[0].route[0].destination",
                        "the subsets that shop/reviews routes reviews to have no effect on requests from the gateway"));
    }

    @Test
    void theFullNameIsTheSameHost() {
        assertThat(check(SUBSETS, entry("[web]", "{host: reviews.shop.svc.cluster.local}")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{host: reviews, subset: v2}", "{host: ratings}", "{host: reviews.bank.svc.cluster.local}"})
    void aSubsetOfItsOwnOrAnotherHostIsFine(String destination) {
        assertThat(check(SUBSETS, entry("[web]", destination))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[mesh]", "web"})
    void whatIsForSidecarsOnlyIsNoEntry(String gateways) {
        assertThat(check(SUBSETS, entry(gateways, "{host: reviews}"))).isEmpty();
    }

    @Test
    void aRouteBesideTheSubsetsInOneObjectIsMeant() {
        var canary = virtualService("shop/reviews", """
                {hosts: [reviews], gateways: [web, mesh], http: [
                  {match: [{headers: {canary: {exact: 'yes'}}}], route: [{destination: {host: reviews, subset: v2}}]},
                  {route: [{destination: {host: reviews}}]}]}\
                """);

        assertThat(check(canary)).isEmpty();
    }

    @Test
    void subsetsOfAHostThatTheObjectIsNotForDoNotCount() {
        var other = SUBSETS.replace("hosts: [reviews]", "hosts: [ratings]");

        assertThat(check(other, entry("[web]", "{host: reviews}"))).isEmpty();
    }

    @Test
    void theHostMayBeWrittenShortInOnePlaceAndFullInTheOther() {
        var mixed = SUBSETS.replace("hosts: [reviews]", "hosts: [reviews.shop.svc.cluster.local]");

        assertThat(check(mixed, entry("[web]", "{host: reviews}"))).hasSize(1);
    }

    private static String entry(String gateways, String destination) {
        return virtualService(
                "shop/entry",
                "{hosts: [a.example.org], gateways: %s, http: [{route: [{destination: %s}]}]}"
                        .formatted(gateways, destination));
    }

    private static List<Finding> check(String... objects) {
        return Findings.of(new IngressRouteWithoutSubset(), objects);
    }
}
