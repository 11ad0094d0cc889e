package dev.meshwright.topology.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.Json;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.topology.Edge.Confidence;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.TopologyMapper;
import dev.meshwright.topology.diff.MapDiff.Change;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapDiffTest {
    private static final String CART = service("cart", "{name: http, port: 80}");

    @Test
    void servicesPortsCallsAndHostsComeAndGo() {
        var before =
                map(CART + service("old", "{name: http, port: 80}") + caller("http://cart", "https://api.example.org"));
        var after = map(service("cart", "{name: http, port: 80}, {name: grpc, port: 9090}")
                + service("new", "{name: http, port: 80}")
                + caller("http://new", "https://api.example.com"));
        var diff = MapDiff.between(before, after);
        assertThat(diff.services().added()).containsExactly("default/new");
        assertThat(diff.services().removed()).containsExactly("default/old");
        assertThat(diff.ports().added()).containsExactly(new MapDiff.Port("default/cart", 9090, "grpc", Protocol.GRPC));
        assertThat(diff.edges().added())
                .containsExactly(
                        new MapDiff.Call("default/web", "default/new", 80, Protocol.HTTP, Confidence.DECLARED));
        assertThat(diff.edges().removed()).extracting(MapDiff.Call::to).containsExactly("default/cart");
        assertThat(diff.external().added()).extracting(MapDiff.External::host).containsExactly("api.example.com");
        assertThat(diff.external().removed()).extracting(MapDiff.External::host).containsExactly("api.example.org");

        var back = MapDiff.between(after, before);
        assertThat(back.edges().added()).isEqualTo(diff.edges().removed());
        assertThat(back.services().removed()).isEqualTo(diff.services().added());
    }

    @Test
    void anotherPortOrProtocolIsAChangeAndNotACallThatComesAndGoes() {
        var before = map(CART + caller("http://cart"));
        var after = map(service("cart", "{name: grpc, port: 8080}") + caller("http://cart:8080"));
        var diff = MapDiff.between(before, after);
        assertThat(diff.edges().added()).isEmpty();
        assertThat(diff.edges().removed()).isEmpty();
        assertThat(diff.edges().changed())
                .containsExactly(
                        new Change("default/web -> default/cart", "port", "80", "8080"),
                        new Change("default/web -> default/cart", "protocol", "http", "grpc"));
    }

    @Test
    void aMapThatWasWrittenDiffersFromItsManifestsInNothing() {
        var topology = map(CART + caller("http://cart", "https://api.example.org"));
        var read = MapReader.read("map.json", Json.write(topology)).orElseThrow();
        assertThat(MapDiff.between(topology, read).isEmpty()).isTrue();
        assertThat(MapDiff.between(read, topology)).isEqualTo(MapDiff.between(topology, topology));
    }

    @Test
    void whatOfAMapCannotBeReadIsNamedAndTheRestCompared() {
        var read = MapReader.read("map.json", """
                {"services": [{"name": "cart", "namespace": "default", "ports": [{"port": "eighty"}]},
                  {"namespace": "default"}],
                 "edges": [{"from": "default/web"},
                  {"from": "default/web", "to": "default/cart", "confidence": "sure"},
                  {"from": "default/web", "to": "default/cart"}],
                 "external": [{"host": "api.example.org"}]}
                """).orElseThrow();
        var diff = MapDiff.between(map(CART), read);
        assertThat(diff.warnings()).extracting(Topology.Warning::line).containsExactly(1, 2, 3, 4, 6);
        assertThat(diff.edges().added()).hasSize(1);
        assertThat(diff.services().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"services\": 1, \"edges\": []}",
                "kind: List\nservices: []\nedges: []",
                "{\"services\": ["
            })
    void whatIsNoMapIsNotTakenForOne(String text) {
        assertThat(MapReader.read("x", text)).isEmpty();
    }

    private static Topology map(String manifests) {
        return TopologyMapper.map(ManifestReader.parse("k8s.yaml", manifests));
    }

    private static String service(String name, String ports) {
        return "---\n{apiVersion: v1, kind: Service, metadata: {name: " + name + "}, spec: {selector: {app: " + name
                + "}, ports: [" + ports + "]}}\n";
    }

    private static String caller(String... urls) {
        var env = new StringBuilder();
        for (var url : List.of(urls)) {
            env.append("{name: A")
                    .append(env.length())
                    .append("_URL, value: '")
                    .append(url)
                    .append("'},");
        }
        return "---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {template: {spec: {containers: [{name: c,"
                + " image: i, env: [" + env + "]}]}}}}\n";
    }
}
