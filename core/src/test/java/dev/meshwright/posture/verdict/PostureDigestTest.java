package dev.meshwright.posture.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.posture.ProxyState;
import java.time.Instant;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

class PostureDigestTest {
    private static final String ENVOY = """
            {"configs": [
              {"@type": "type.googleapis.com/envoy.admin.v3.BootstrapConfigDump", "bootstrap": {
                "node": {"id": "sidecar~10.0.0.5~a.b~b.svc", "metadata": {"INSTANCE_IPS": "10.0.0.5"}},
                "admin": {"address": {"socket_address": {"address": "127.0.0.1", "port_value": 15000}}},
                "stats_flush_interval": "5s"}},
              {"@type": "type.googleapis.com/envoy.admin.v3.ClustersConfigDump", "version_info": "1",
               "dynamic_active_clusters": [
                 {"version_info": "1", "last_updated": "2026-01-01T00:00:00Z", "cluster": {"@type":
                   "type.googleapis.com/envoy.config.cluster.v3.Cluster", "name": "out", "type": "EDS",
                   "metadata": {"filter_metadata": {"istio": {"disable_mx": true}}}, "connect_timeout": "10s"}},
                 {"cluster": {"@type": "type.googleapis.com/envoy.config.cluster.v3.Cluster", "name": "inbound",
                   "type": "ORIGINAL_DST"}}]},
              {"@type": "type.googleapis.com/envoy.admin.v3.EndpointsConfigDump", "dynamic_endpoint_configs": [
                 {"endpoint_config": {"cluster_name": "out", "endpoints": [{"lb_endpoints": [
                   {"endpoint": {"address": {"socket_address": {"address": "10.0.0.9", "port_value": 8080}}},
                    "metadata": {"filter_metadata": {"istio": {"workload": "b;n;b;v1;K"}}}}]}]}},
                 {"endpoint_config": {"cluster_name": "inbound", "endpoints": []}}]},
              {"@type": "type.googleapis.com/envoy.admin.v3.RoutesConfigDump", "dynamic_route_configs": [
                 {"route_config": {"@type": "type.googleapis.com/envoy.config.route.v3.RouteConfiguration", "name": "80",
                   "virtual_hosts": [{"name": "a", "domains": ["a", "a.b"]}, {"name": "c", "domains": ["10.0.0.5"]}]}}]}
            ]}
            """;

    private static PostureDigest digest(String dump) {
        var missing = MissingNode.getInstance();
        return PostureDigest.of(new ProxyState(
                missing,
                JsonMapper.shared().readTree(dump),
                missing,
                missing,
                missing,
                missing,
                missing,
                missing,
                null,
                Instant.EPOCH));
    }

    @Test
    void namesEveryResourceOnce() {
        assertThat(digest(ENVOY).resources().keySet())
                .containsExactly(
                        "bootstrap/admin",
                        "bootstrap/rest",
                        "cluster/inbound",
                        "cluster/out",
                        "endpoint/out",
                        "route/80");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version_info\": \"1\" | \"version_info\": \"2\"",
                "2026-01-01T00:00:00Z | 2026-02-02T00:00:00Z",
                "\"disable_mx\": true | \"disable_mx\": false",
                "10.0.0.5 | 10.0.0.6",
                "10.0.0.9 | 10.0.0.19",
                "\"domains\": [\"a\", \"a.b\"] | \"domains\": [\"a.b\", \"a\"]",
                "{\"name\": \"a\", \"domains\": [\"a\", \"a.b\"]}, {\"name\": \"c\", \"domains\": [\"10.0.0.5\"]} | {\"name\": \"c\", \"domains\": [\"10.0.0.5\"]}, {\"name\": \"a\", \"domains\": [\"a\", \"a.b\"]}",
                "\"endpoints\": []}} | \"endpoints\": [{\"lb_endpoints\": [{\"endpoint\": {}}]}]}}"
            })
    void staysAsLongAsTheProxyDoesTheSame(String was, String becomes) {
        assertThat(ENVOY).contains(was);

        assertThat(digest(ENVOY.replace(was, becomes))).isEqualTo(digest(ENVOY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"connect_timeout\": \"10s\" | \"connect_timeout\": \"11s\" | cluster/out",
                "127.0.0.1 | 0.0.0.0 | bootstrap/admin",
                "\"stats_flush_interval\": \"5s\" | \"tracing\": {} | bootstrap/rest",
                "b;n;b;v1;K | evil;n;b;v1;K | endpoint/out",
                "\"port_value\": 8080 | \"port_value\": 22 | endpoint/out",
                "\"domains\": [\"a\", \"a.b\"] | \"domains\": [\"*\"] | route/80"
            })
    void changesWithWhatTheProxyDoes(String was, String becomes, String resource) {
        var before = digest(ENVOY);
        var after = digest(ENVOY.replaceFirst(Pattern.quote(was), becomes));

        var changed = new TreeMap<>(after.resources());
        before.resources().forEach(changed::remove);
        assertThat(changed).containsOnlyKeys(resource);
        assertThat(after.digest()).isNotEqualTo(before.digest());
    }

    @Test
    void ofSeveralPodsOfAWorkloadNothingIsLeftButTheWorkload() {
        var one =
                "{\"workloads\": [{\"uid\": \"K//Pod/n/a-1\", \"name\": \"a-1\", \"namespace\": \"n\", \"workloadName\":"
                        + " \"a\", \"serviceAccount\": \"s\", \"workloadIps\": [\"10.0.0.1\"]}]}";
        var two = one.replace(
                "}]}",
                "}, {\"uid\": \"K//Pod/n/a-2\", \"name\": \"a-2\", \"namespace\": \"n\","
                        + " \"workloadName\": \"a\", \"serviceAccount\": \"s\", \"workloadIps\": [\"10.0.0.2\"]}]}");

        assertThat(digest(two)).isEqualTo(digest(one));
        assertThat(digest(two.replace("\"s\", \"workloadIps\": [\"10.0.0.2\"]", "\"t\"")))
                .isNotEqualTo(digest(one));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "7", "{\"configs\": 3}", "{\"configs\": [{\"dynamic_active_clusters\": [1]}]}"})
    void nonsenseIsNoCrash(String dump) {
        assertThat(digest(dump).digest()).hasSize(64);
    }
}
