package dev.meshwright.analysis.traffic;

import static dev.meshwright.analysis.traffic.MeshObjects.core;
import static dev.meshwright.analysis.traffic.MeshObjects.destinationRule;
import static dev.meshwright.analysis.traffic.MeshObjects.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortSettingsWithoutPortTest {
    private static final String REVIEWS = service("shop/reviews", 80, 90);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{port: {number: 80}}",
                "{port: {number: '90'}}",
                "{port: {number: 0}}",
                "{port: 8080}",
                "{}",
                "8080"
            })
    void aPortThatIsThereOrNoNumberIsFine(String setting) {
        assertThat(check(REVIEWS, rule("reviews", setting))).isEmpty();
    }

    @Test
    void settingsOfTheRuleAndOfItsSubsetsAreRead() {
        var both = destinationRule("shop/r", """
                {host: reviews, trafficPolicy: {portLevelSettings: [{port: {number: 80}}, {port: {number: 8080}}]},
                 subsets: [{name: a}, {name: b, trafficPolicy: {portLevelSettings: [{port: {number: 9090}}]}}]}\
                """);

        assertThat(check(REVIEWS, both))
                .extracting(Finding::path, Finding::message)
                .containsExactly(
                        tuple(
                                "spec.trafficPolicy.portLevelSettings[1].port.number",
                                "reviews.shop.svc.cluster.local has no port 8080; it has 80, 90"),
                        tuple(
                                "spec.subsets[1].trafficPolicy.portLevelSettings[0].port.number",
                                "reviews.shop.svc.cluster.local has no port 9090; it has 80, 90"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "'*.shop.svc.cluster.local'", "'*'", ""})
    void aRuleForNoHostOrForManyIsNotJudged(String host) {
        assertThat(check(REVIEWS, rule(host, "{port: {number: 8080}}"))).isEmpty();
    }

    @Test
    void anAliasWithoutPortsHasThoseOfTheNameBehindIt() {
        var alias = core("Service", "shop/reviews", "{type: ExternalName, externalName: reviews.example.org}");

        assertThat(check(alias, rule("reviews", "{port: {number: 443}}"))).isEmpty();
    }

    private static String rule(String host, String setting) {
        return destinationRule(
                "shop/r", "{host: %s, trafficPolicy: {portLevelSettings: [%s]}}".formatted(host, setting));
    }

    private static List<Finding> check(String... objects) {
        return Findings.of(new PortSettingsWithoutPort(), objects);
    }
}
