package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Hosts;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where one route or mirror of a VirtualService sends requests.
///
/// @param node the mapping with `host`, `subset` and `port`
/// @param path of the node: `spec.http[0].route[0].destination`
/// @param host as written, not empty
record Destination(Manifest virtualService, Node node, String path, String host) {

    static Stream<Destination> all(Mesh mesh) {
        return Istio.virtualServices(mesh).stream().flatMap(Destination::of);
    }

    static Stream<Destination> of(Manifest virtualService) {
        var found = new ArrayList<Destination>();
        for (var protocol : List.of("http", "tls", "tcp")) {
            var routes = virtualService.root().items("spec", protocol);
            for (int i = 0; i < routes.size(); i++) {
                var path = "spec." + protocol + "[" + i + "].";
                addItems(found, virtualService, routes.get(i), "route", path);
                if (protocol.equals("http")) {
                    var mirror = routes.get(i).at("mirror");
                    mirror.ifPresent(node -> add(found, virtualService, node, path + "mirror"));
                    addItems(found, virtualService, routes.get(i), "mirrors", path);
                }
            }
        }
        return found.stream();
    }

    private static void addItems(List<Destination> to, Manifest object, Node route, String key, String path) {
        var items = route.items(key);
        for (int j = 0; j < items.size(); j++) {
            var itemPath = path + key + "[" + j + "].destination";
            items.get(j).at("destination").ifPresent(node -> add(to, object, node, itemPath));
        }
    }

    private static void add(List<Destination> to, Manifest object, Node node, String path) {
        node.text("host")
                .filter(host -> !host.isEmpty())
                .ifPresent(host -> to.add(new Destination(object, node, path, host)));
    }

    /// The Service or ServiceEntry behind it.
    Optional<Hosts.Host> target(Mesh mesh) {
        return mesh.hosts().find(virtualService.namespaceOrDefault(), host, Istio.exportTo(virtualService));
    }

    String fullHost() {
        return Hosts.fullName(virtualService.namespaceOrDefault(), host);
    }

    /// Whether the route leads where the requests that it is for were going.
    boolean isForOwnHost() {
        return Istio.hosts(virtualService).stream()
                .anyMatch(own ->
                        Hosts.fullName(virtualService.namespaceOrDefault(), own).equals(fullHost()));
    }

    Optional<String> subset() {
        return node.text("subset").filter(subset -> !subset.isEmpty());
    }

    Optional<Integer> port() {
        return node.integer("port", "number").filter(port -> port > 0);
    }

    Source where(String... keys) {
        return node.at(keys).map(Node::where).orElse(node.where());
    }
}
