package dev.meshwright.analysis.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.Severity;
import dev.meshwright.intent.Intent;
import dev.meshwright.intent.Intent.ServiceIntent;
import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What DestinationRules, retries and Sidecars do to traffic.
class TrafficPolicyRulesTest {
    private static String rule(String name, String spec) {
        return MeshObjects.destinationRule("shop/" + name, "{host: reviews, " + spec + "}");
    }

    private static List<String> paths(Rule rule, String... objects) {
        return Findings.of(rule, objects).stream().map(Finding::path).toList();
    }

    @Test
    void aHealthyShareThatIsKeptLeavesInstances() {
        var outliers = "trafficPolicy: {outlierDetection: {maxEjectionPercent: 100, minHealthPercent: %s}}";

        assertThat(paths(new EverythingEjected(), rule("a", outliers.formatted(0))))
                .hasSize(1);
        assertThat(paths(new EverythingEjected(), rule("a", outliers.formatted(30))))
                .isEmpty();
        assertThat(paths(new EverythingEjected(), rule("a", "trafficPolicy: {outlierDetection: {}}")))
                .isEmpty();
    }

    @Test
    void subsetsAndPortsHaveTheirOwnLimits() {
        assertThat(paths(
                        new PoolOfOne(),
                        rule(
                                "a",
                                "trafficPolicy: {portLevelSettings: [{port: {number: 80}, connectionPool: {tcp:"
                                        + " {maxConnections: 1}}}]}, subsets: [{name: v1, trafficPolicy: {connectionPool:"
                                        + " {http: {http2MaxRequests: 1, http1MaxPendingRequests: 1}}}}]")))
                .containsExactly(
                        "spec.trafficPolicy.portLevelSettings[0].connectionPool.tcp.maxConnections",
                        "spec.subsets[0].trafficPolicy.connectionPool.http.http1MaxPendingRequests");
        assertThat(paths(
                        new PoolOfOne(),
                        rule("a", "trafficPolicy: {connectionPool: {http: {maxRequestsPerConnection: 1}}}")))
                .isEmpty();
    }

    @Test
    void portsAndSubsetsMaySkipVerificationToo() {
        assertThat(
                        paths(
                                new ServerVerificationOff(),
                                rule(
                                        "a",
                                        "trafficPolicy: {portLevelSettings: [{port: {number: 443}, tls: {mode: SIMPLE,"
                                                + " insecureSkipVerify: true}}]}, subsets: [{name: a, trafficPolicy: {tls: {mode: SIMPLE,"
                                                + " insecureSkipVerify: true}}}, {name: b, trafficPolicy: {tls: {mode: SIMPLE}}}]")))
                .hasSize(2);
    }

    @Test
    void aSubsetInheritsOutlierDetectionAndAPortDoesNot() {
        var failover = "loadBalancer: {localityLbSetting: {failoverPriority: [topology.kubernetes.io/region]}}";

        assertThat(paths(
                        new FailoverWithoutOutliers(),
                        rule(
                                "a",
                                "trafficPolicy: {outlierDetection: {}}, subsets: [{name: v1, trafficPolicy: {"
                                        + failover + "}}]")))
                .isEmpty();
        assertThat(paths(
                        new FailoverWithoutOutliers(),
                        rule(
                                "a",
                                "trafficPolicy: {outlierDetection: {}, portLevelSettings: [{port: {number: 80}, "
                                        + failover + "}]}")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "distribute: [{from: 'a/*', to: {'a/*': 100}}]",
                "enabled: false, failover: [{from: a, to: b}]",
                "failover: []"
            })
    void withoutFailoverNothingHasToNotice(String setting) {
        assertThat(paths(
                        new FailoverWithoutOutliers(),
                        rule("a", "trafficPolicy: {loadBalancer: {localityLbSetting: {" + setting + "}}}")))
                .isEmpty();
    }

    @Test
    void rulesThatSayTheSameOrDifferentThingsOfOneHostAreMerged() {
        var policy = "trafficPolicy: {connectionPool: {tcp: {maxConnections: %s}}}";

        assertThat(paths(new DestinationRulesCollide(), rule("a", policy.formatted(1)), rule("b", policy.formatted(1))))
                .isEmpty();
        assertThat(paths(
                        new DestinationRulesCollide(),
                        rule("a", "subsets: [{name: v1, labels: {v: a}}]"),
                        rule("b", "subsets: [{name: v2, labels: {v: b}}]")))
                .isEmpty();
        assertThat(paths(
                        new DestinationRulesCollide(),
                        rule("a", "subsets: [{name: v1, labels: {v: a}}]"),
                        rule("b", "subsets: [{name: v1, labels: {v: b}}]")))
                .containsExactly("spec.subsets");
    }

    @Test
    void rulesForOtherCallersDoNotCollide() {
        var policy = "trafficPolicy: {connectionPool: {tcp: {maxConnections: %s}}}";
        var other = rule("b", policy.formatted(2));

        assertThat(paths(
                        new DestinationRulesCollide(),
                        rule("a", policy.formatted(1)),
                        other.replace("namespace: shop", "namespace: front")))
                .isEmpty();
        assertThat(paths(
                        new DestinationRulesCollide(),
                        rule("a", policy.formatted(1)),
                        rule("b", "workloadSelector: {matchLabels: {app: a}}, " + policy.formatted(2))))
                .isEmpty();
        assertThat(paths(
                        new DestinationRulesCollide(),
                        rule("a", policy.formatted(1)),
                        rule("b", "exportTo: ['*'], " + policy.formatted(2))))
                .hasSize(1);
    }

    @Test
    void aWildcardThatIsLeftAHostIsUsed() {
        var bad = new WildcardRuleNotUsed().info().bad();
        var entry = "---\n" + MeshObjects.serviceEntry("shop/vm", "{hosts: [vm.shop.svc.cluster.local]}");

        assertThat(paths(new WildcardRuleNotUsed(), bad)).containsExactly("spec.host");
        assertThat(paths(new WildcardRuleNotUsed(), bad + "---\n" + MeshObjects.service("shop/ratings", 80)))
                .isEmpty();
        assertThat(paths(new WildcardRuleNotUsed(), bad + entry)).isEmpty();
        assertThat(paths(
                        new WildcardRuleNotUsed(),
                        bad.replace("name: own, namespace: shop", "name: own, namespace: a")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{attempts: 2, retryOn: 5xx} | 1",
                "{attempts: 2, retryOn: 'connect-failure, gateway-error'} | 1",
                "{retryOn: '503'} | 1",
                "{attempts: 2, retryOn: 'connect-failure,refused-stream,reset-before-request'} | 0",
                "{attempts: 2, retryOn: 'connect-failure,refused-stream,unavailable,cancelled'} | 0",
                "{attempts: 2} | 0",
                "{attempts: 0, retryOn: 5xx} | 0",
            })
    void onlyWhatMayHaveBeenCarriedOutIsRepeatedWork(String retries, int found) {
        assertThat(paths(new RetriesRepeatWork(), route("retries: " + retries))).hasSize(found);
    }

    @Test
    void methodsThatMayBeRepeatedAre() {
        var match = "match: [{method: {exact: GET}}, {method: {exact: %s}}], retries: {attempts: 1, retryOn: 5xx}";

        assertThat(paths(new RetriesRepeatWork(), route(match.formatted("HEAD"))))
                .isEmpty();
        assertThat(paths(new RetriesRepeatWork(), route(match.formatted("POST"))))
                .hasSize(1);
    }

    @Test
    void theIntentKnowsWhetherRepeatingIsSafe() {
        var text = MeshObjects.service("shop/reviews", 80) + "---\n" + route("retries: {attempts: 1, retryOn: 5xx}");

        assertThat(retries(text, true)).isEmpty();
        assertThat(retries(text, false)).containsExactly(Severity.WARNING);
    }

    private static List<Severity> retries(String text, boolean idempotent) {
        var intent = Intent.defaults()
                .with(
                        "shop/reviews",
                        new ServiceIntent(null, null, null, idempotent, null, null, List.of(), List.of()));
        return new RetriesRepeatWork()
                .check(Mesh.of(ManifestReader.parse("mesh.yaml", text), intent, Intent.NEWEST_ISTIO))
                .map(Finding::severity)
                .toList();
    }

    private static String route(String more) {
        return MeshObjects.virtualService(
                "shop/reviews", "{hosts: [reviews], http: [{route: [{destination: {host: reviews}}], " + more + "}]}");
    }

    @Test
    void aSidecarForOthersOrWithTheHostCutsNothing() {
        var bad = new SidecarCutsCall().info().bad();

        assertThat(paths(new SidecarCutsCall(), bad)).hasSize(1);
        assertThat(paths(new SidecarCutsCall(), bad.replace("./*", "*/reviews.shop.svc.cluster.local")))
                .isEmpty();
        assertThat(paths(
                        new SidecarCutsCall(),
                        bad.replace("spec: {egress", "spec: {workloadSelector: {labels: {app: other}}, egress")))
                .isEmpty();
        assertThat(paths(
                        new SidecarCutsCall(),
                        bad.replace("labels: {app: web}", "labels: {app: web, sidecar.istio.io/inject: 'false'}")))
                .isEmpty();
    }

    @Test
    void withRegistryOnlyTheCallIsRefused() {
        var bad = new SidecarCutsCall().info().bad();

        assertThat(Findings.of(
                        new SidecarCutsCall(),
                        bad.replace("spec: {egress", "spec: {outboundTrafficPolicy: {mode: REGISTRY_ONLY}, egress")))
                .extracting(Finding::severity)
                .containsExactly(Severity.ERROR);
    }
}
