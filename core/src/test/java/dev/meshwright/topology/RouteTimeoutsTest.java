package dev.meshwright.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTimeoutsTest {
    @Test
    void aRoutesTimeoutIsThatOfTheServicesItLeadsTo() {
        assertThat(timeouts("http: [{timeout: 3s, route: [{destination: {host: a}}, {destination: {host: b.bank}}]}]"))
                .extracting(Timeout::to, Timeout::seconds, Timeout::meaning)
                .containsExactly(
                        tuple("bank/b", 3.0, Timeout.Meaning.REQUEST), tuple("shop/a", 3.0, Timeout.Meaning.REQUEST));
    }

    @Test
    void twoSubsetsOfOneServiceAreOne() {
        assertThat(timeouts("http: [{timeout: 3s, route: [{destination: {host: a, subset: v1}},"
                        + " {destination: {host: a.shop.svc.cluster.local, subset: v2}}]}]"))
                .hasSize(1);
    }

    @Test
    void everyRouteCounts() {
        assertThat(timeouts("http: [{timeout: 3s, route: [{destination: {host: a}}]},"
                        + " {timeout: 500ms, route: [{destination: {host: a}}]}, {route: [{destination: {host: a}}]}]"))
                .extracting(Timeout::seconds)
                .containsExactlyInAnyOrder(0.5, 3.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http: [{timeout: 0s, route: [{destination: {host: a}}]}]",
                "http: [{timeout: [3s], route: [{destination: {host: a}}]}]",
                "http: [{timeout: soon, route: [{destination: {host: a}}]}]",
                "http: [{timeout: 3s, route: [{destination: {host: gone}}]}]",
                "http: [{timeout: 3s, redirect: {uri: /}}]",
                "tcp: [{timeout: 3s, route: [{destination: {host: a}}]}]",
                "http: {timeout: 3s, route: [{destination: {host: a}}]}"
            })
    void whatSetsNoTimeoutOfAServiceGivesNone(String routes) {
        assertThat(timeouts(routes)).isEmpty();
    }

    private static List<Timeout> timeouts(String routes) {
        var topology = TopologyMapper.map(ManifestReader.parse("test.yaml", """
                {apiVersion: v1, kind: Service, metadata: {name: a, namespace: shop}, spec: {ports: [{port: 80}]}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: b, namespace: bank}, spec: {ports: [{port: 80}]}}
                ---
                {apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: shop}, spec: {%s}}
                """.formatted(routes)));
        return topology.services().stream()
                .flatMap(service -> service.timeouts().stream())
                .toList();
    }
}
