package dev.meshwright.analysis.traffic;

import static dev.meshwright.analysis.traffic.MeshObjects.core;
import static dev.meshwright.analysis.traffic.MeshObjects.destinationRule;
import static dev.meshwright.analysis.traffic.MeshObjects.service;
import static dev.meshwright.analysis.traffic.MeshObjects.serviceEntry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubsetSelectsNoPodsTest {
    private static final String REVIEWS = service("shop/reviews", 80);
    private static final String V1 = pods("shop", "app: reviews, version: v1");

    @Test
    void podTemplatesCountAsPods() {
        assertThat(check(REVIEWS, V1, rule("reviews", "{version: v1}"))).isEmpty();
    }

    @Test
    void theLabelsThatAreThereAreNamed() {
        assertThat(check(REVIEWS, V1, rule("reviews", "{version: v2}")))
                .extracting(Finding::message, Finding::path)
                .containsExactly(tuple(
                        "subset s: no workload of reviews has version=v2; there are version=v1", "spec.subsets[0]"));
    }

    @Test
    void allLabelsHaveToBeOnOnePod() {
        var v2 = pods("shop", "app: reviews, version: v2, track: canary").replace("name: p", "name: q");

        assertThat(check(REVIEWS, V1, v2, rule("reviews", "{version: v2, track: canary}")))
                .isEmpty();
        assertThat(check(REVIEWS, V1, v2, rule("reviews", "{version: v1, track: canary}")))
                .hasSize(1);
    }

    @Test
    void podsThatTheServiceDoesNotSelectDoNotCount() {
        var other = pods("shop", "app: ratings, version: v2").replace("name: p", "name: q");
        var elsewhere = pods("bank", "app: reviews, version: v2");

        assertThat(check(REVIEWS, V1, other, elsewhere, rule("reviews", "{version: v2}")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "[version]", "v1"})
    void withoutLabelsItIsEveryPod(String labels) {
        assertThat(check(REVIEWS, V1, rule("reviews", labels))).isEmpty();
    }

    @Test
    void endpointsThatNoSelectorTellsAreNotJudged() {
        var manual = core("Service", "shop/reviews", "{ports: [{name: http, port: 80}]}");
        var alias = core("Service", "shop/reviews", "{type: ExternalName, externalName: a.org, ports: [{port: 80}]}");
        var entry = serviceEntry("shop/out", "{hosts: [a.org], endpoints: [{address: 10.0.0.1}]}");

        assertThat(check(manual, V1, rule("reviews", "{version: v2}"))).isEmpty();
        assertThat(check(alias, V1, rule("reviews", "{version: v2}"))).isEmpty();
        assertThat(check(entry, V1, rule("a.org", "{version: v2}"))).isEmpty();
    }

    @Test
    void aServiceEntryMaySelectPodsItself() {
        var entry = serviceEntry("shop/out", "{hosts: [a.org], workloadSelector: {labels: {app: reviews}}}");

        assertThat(check(entry, V1, rule("a.org", "{version: v1}"))).isEmpty();
        assertThat(check(entry, V1, rule("a.org", "{version: v2}"))).hasSize(1);
    }

    @Test
    void aHostThatDoesNotExistIsTheOtherRulesFault() {
        assertThat(check(REVIEWS, V1, rule("gone", "{version: v2}"))).isEmpty();
        assertThat(check(REVIEWS, V1, rule("'*.shop.svc.cluster.local'", "{version: v2}")))
                .isEmpty();
    }

    @Test
    void withoutNodesTheLabelsOfNodesProveNothing() {
        assertThat(check(REVIEWS, V1, rule("reviews", "{topology.kubernetes.io/zone: a}")))
                .isEmpty();
        assertThat(check(REVIEWS, V1, rule("reviews", "{topology.kubernetes.io/zone: a, version: v2}")))
                .hasSize(1);
    }

    @Test
    void withoutAnyWorkloadItIsAnInference() {
        assertThat(check(REVIEWS, rule("reviews", "{version: v1}")))
                .extracting(Finding::severity, Finding::certainty)
                .containsExactly(tuple(Severity.INFO, Finding.Certainty.INFERENCE));
    }

    private static String pods(String namespace, String labels) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: p, namespace: %s}
                spec: {template: {metadata: {labels: {%s}}}}
                """.formatted(namespace, labels);
    }

    private static String rule(String host, String labels) {
        return destinationRule("shop/r", "{host: %s, subsets: [{name: s, labels: %s}]}".formatted(host, labels));
    }

    private static List<Finding> check(String... objects) {
        return Findings.of(new SubsetSelectsNoPods(), objects);
    }
}
