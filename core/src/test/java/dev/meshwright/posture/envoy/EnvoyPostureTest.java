package dev.meshwright.posture.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.posture.Mismatch;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvoyPostureTest {
    private static final String RULE = """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: cart, namespace: shop}
            spec:
              host: cart
              trafficPolicy:
                connectionPool: {tcp: {maxConnections: 10, connectTimeout: 1500ms}}
                outlierDetection: {consecutive5xxErrors: 3, interval: 1m}
                tls: {mode: DISABLE}
            """;

    private static final String CART = """
            {"cluster": {
              "@type": "type.googleapis.com/envoy.config.cluster.v3.Cluster",
              "name": "outbound|80||cart.shop.svc.cluster.local", "type": "EDS",
              "eds_cluster_config": {
                "eds_config": {"ads": {}, "initial_fetch_timeout": "0s", "resource_api_version": "V3"},
                "service_name": "outbound|80||cart.shop.svc.cluster.local"},
              "connect_timeout": "1.500s", "lb_policy": "LEAST_REQUEST",
              "circuit_breakers": {"thresholds": [{"max_connections": 10, "max_pending_requests": 4294967295,
                "max_requests": 4294967295, "max_retries": 4294967295}]},
              "outlier_detection": {"consecutive_5xx": 3, "enforcing_consecutive_5xx": 100,
                "enforcing_success_rate": 0, "interval": "60s"},
              "common_lb_config": {"healthy_panic_threshold": {}}}}""";

    private static List<String> ofCart(String cluster) {
        return found(RULE, cluster).stream()
                .filter(one -> one.resource().endsWith("cart.shop.svc.cluster.local"))
                .map(one -> one.code() + " by " + one.object())
                .toList();
    }

    private static List<Mismatch> found(String objects, String clusters) {
        return SmallMesh.findings(
                        objects,
                        "{\"@type\": \"x.ClustersConfigDump\", \"dynamic_active_clusters\": [" + clusters + "]}")
                .mismatches();
    }

    @Test
    void aClusterThatFollowsFromServiceAndRuleIsSilent() {
        assertThat(ofCart(CART)).isEmpty();
    }

    @Test
    void aLimitThatNobodySetIsReportedWithTheRule() {
        assertThat(ofCart(CART.replace("\"max_connections\": 10", "\"max_connections\": 1000")))
                .containsExactly("MW9017 by DestinationRule shop/cart");
    }

    @Test
    void aFieldOfANewerEnvoyIsReported() {
        assertThat(ofCart(CART.replace("\"type\": \"EDS\"", "\"type\": \"EDS\", \"mirror_everything_to\": \"x\"")))
                .containsExactly("MW9036 by Service shop/cart");
    }

    @Test
    void aClusterThatIsMeantAndNotThereIsReported() {
        assertThat(ofCart("")).containsExactly("MW9014 by Service shop/cart");
    }

    @Test
    void aClusterThatNothingNamesIsReported() {
        assertThat(found("", "{\"cluster\": {\"name\": \"upload\"}}"))
                .extracting(Mismatch::resource, Mismatch::code)
                .contains(tuple("cluster/upload", "MW9013"));
    }

    @Test
    void sectionsThatAreNotThereAreUncheckedAndNotMissing() {
        var findings = SmallMesh.findings("", "{\"@type\": \"x.ScopedRoutesConfigDump\"}");

        assertThat(findings.decidable()).isFalse();
        assertThat(findings.mismatches()).isEmpty();
        assertThat(findings.unchecked()).contains("config_dump.json has no listener: take it whole, with ?include_eds");
    }

    @Test
    void aSectionThatIsNotKnownIsReported() {
        assertThat(SmallMesh.findings("", "{\"@type\": \"x.EcdsConfigDump\", \"ecds_filters\": [{}]}")
                        .mismatches())
                .extracting(Mismatch::code)
                .containsExactly("MW9035");
    }

    @Test
    void rejectedAndWaitingConfigurationIsReported() {
        var listeners = """
                {"@type": "x.ListenersConfigDump", "dynamic_listeners": [
                  {"name": "l", "error_state": {"details": "no such cluster"}}]}""";

        assertThat(SmallMesh.findings("", listeners).mismatches())
                .extracting(Mismatch::resource)
                .contains("listener-error/l");
        assertThat(SmallMesh.findings(
                                "",
                                "{\"@type\": \"x.ClustersConfigDump\", \"dynamic_warming_clusters\": [{\"cluster\": {\"name\": \"w\"}}]}")
                        .mismatches())
                .extracting(Mismatch::resource)
                .contains("warming-cluster/w");
    }

    @Test
    void wrongTypesAreNoReasonToFail() {
        for (var configs : List.of(
                "1",
                "{\"@type\": 5, \"bootstrap\": []}",
                "{\"@type\": \"x.ListenersConfigDump\", \"dynamic_listeners\": {\"a\": 1}}",
                "{\"@type\": \"x.ClustersConfigDump\", \"dynamic_active_clusters\": [1, {\"cluster\": \"x\"}, null]}",
                "{\"@type\": \"x.EndpointsConfigDump\", \"dynamic_endpoint_configs\": [{\"endpoint_config\": {\"cluster_name\": \"outbound|x||y\"}}]}",
                "{\"@type\": \"x.SecretsConfigDump\", \"dynamic_active_secrets\": [{\"name\": \"default\", \"secret\": {\"name\": \"default\", \"tls_certificate\": {\"certificate_chain\": {\"inline_bytes\": \"!!\"}}}}]}")) {
            assertThat(SmallMesh.findings("", configs).decidable()).isFalse();
        }
    }
}
