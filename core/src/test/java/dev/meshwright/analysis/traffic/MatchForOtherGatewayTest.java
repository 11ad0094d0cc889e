package dev.meshwright.analysis.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchForOtherGatewayTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hosts: [a.example], gateways: [public, mesh] | [public] | 0",
                "hosts: [a.example], gateways: [shop/public] | [public] | 0",
                "hosts: [a.example], gateways: [public] | [shop/public] | 0",
                "hosts: [reviews] | [mesh] | 0",
                "gateways: [] | [public] | 0",
                "hosts: [a.example], gateways: [public] | [mesh] | 1",
                "hosts: [a.example], gateways: [public] | [other/public] | 1",
                "hosts: [reviews] | [public] | 1",
            })
    void aMatchMayNameTheGatewaysOfItsVirtualService(String own, String named, int found) {
        assertThat(Findings.of(
                        new MatchForOtherGateway(),
                        MeshObjects.virtualService(
                                "shop/reviews",
                                "{" + own + ", http: [{match: [{gateways: " + named + "}], route: []}]}")))
                .extracting(Finding::path)
                .hasSize(found);
    }
}
