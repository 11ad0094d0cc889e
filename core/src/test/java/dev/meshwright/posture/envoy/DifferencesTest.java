package dev.meshwright.posture.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private static List<String> between(String intended, String active) {
        return Differences.between(SmallMesh.json(intended), SmallMesh.json(active)).stream()
                .map(Difference::path)
                .toList();
    }

    @Test
    void anAdditionalFilterIsNamedAndShiftsNothing() {
        assertThat(between("""
                        {"http_filters": [{"name": "cors"}, {"name": "router"}]}""", """
                        {"http_filters": [{"name": "cors"}, {"name": "lua"}, {"name": "router"}]}""")).containsExactly("http_filters[lua]");
    }

    @Test
    void theOrderOfFiltersCounts() {
        assertThat(between("""
                        {"http_filters": [{"name": "jwt"}, {"name": "rbac"}]}""", """
                        {"http_filters": [{"name": "rbac"}, {"name": "jwt"}]}""")).containsExactly("http_filters");
    }

    @Test
    void theOrderOfVirtualHostsAndDomainsDoesNot() {
        assertThat(between("""
                        {"virtual_hosts": [{"name": "a", "domains": ["x", "y"]}, {"name": "b"}]}""", """
                        {"virtual_hosts": [{"name": "b"}, {"name": "a", "domains": ["y", "x"]}]}""")).isEmpty();
    }

    @Test
    void theOrderOfRoutesCounts() {
        assertThat(between("""
                        {"routes": [{"match": {"prefix": "/a"}}, {"match": {"prefix": "/"}}]}""", """
                        {"routes": [{"match": {"prefix": "/"}}, {"match": {"prefix": "/a"}}]}""")).containsExactly("routes[0].match.prefix", "routes[1].match.prefix");
    }

    @Test
    void durationsAndNumbersAreComparedByValue() {
        assertThat(between("{\"timeout\": \"0.5s\", \"limit\": 5}", "{\"timeout\": \"0.500s\", \"limit\": \"5\"}"))
                .isEmpty();
        assertThat(between("{\"timeout\": \"0.5s\"}", "{\"timeout\": \"0.501s\"}"))
                .containsExactly("timeout");
    }

    @Test
    void aFieldThatIsNotKnownIsADifference() {
        assertThat(between("{}", "{\"newest_field\": false}")).containsExactly("newest_field");
        assertThat(between("{\"a\": {}}", "{}")).containsExactly("a");
    }

    @Test
    void telemetryOfAStockProxyIsNone() {
        var stats = """
                {"name": "istio.stats", "typed_config": {
                  "@type": "type.googleapis.com/udpa.type.v1.TypedStruct",
                  "type_url": "type.googleapis.com/stats.PluginConfig", "value": {"disable_host_header_fallback": true}}}""";

        assertThat(between("{\"http_filters\": []}", "{\"http_filters\": [" + stats + "]}"))
                .isEmpty();
        assertThat(between(
                        "{\"http_filters\": []}",
                        "{\"http_filters\": [" + stats.replace("stats.PluginConfig", "some.Wasm") + "]}"))
                .containsExactly("http_filters[istio.stats]");
        assertThat(between(
                        "{\"http_filters\": []}",
                        "{\"http_filters\": [" + stats.replace("disable_host_header_fallback", "send_to") + "]}"))
                .containsExactly("http_filters[istio.stats]");
    }

    @Test
    void metadataCountUnlessTheyAreIstiosOwn() {
        assertThat(between("{}", "{\"metadata\": {\"filter_metadata\": {\"istio\": {\"disable_mx\": true}}}}"))
                .isEmpty();
        assertThat(between("{}", "{\"metadata\": {\"filter_metadata\": {\"envoy.lb\": {}}}}"))
                .containsExactly("metadata");
    }

    @Test
    void whatTheIntentLeavesOpenIsExplainedByWhatFits() {
        var intended = Message.of("address", Addresses.any());

        assertThat(Differences.between(intended, SmallMesh.json("{\"address\": \"::\"}")))
                .isEmpty();
        assertThat(Differences.between(intended, SmallMesh.json("{\"address\": \"10.0.0.1\"}")))
                .hasSize(1);
        assertThat(Differences.between(intended, SmallMesh.json("{}"))).hasSize(1);
    }
}
