package dev.meshwright.analysis.gateways;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Reads;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Several Gateways take one host on one port of the same pods.
final class ConflictingGateways implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0145",
            "ConflictingGateways",
            Category.TRAFFIC,
            Severity.ERROR,
            "Several gateways take one host on one port",
            "The proxy takes the oldest and drops the host from the others: their TLS settings and their namespaces'"
                    + " routes are not used, and which one that is depends on creation time.",
            "Leave the host to one of them.",
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: public, namespace: shop}
            spec:
              selector: {istio: ingressgateway}
              servers: [{hosts: [shop.example.com], port: {number: 80, name: http, protocol: HTTP}}]
            ---
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: public-2, namespace: shop}
            spec:
              selector: {istio: ingressgateway}
              servers: [{hosts: [shop.example.com], port: {number: 80, name: http, protocol: HTTP}}]
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: public, namespace: shop}
            spec:
              selector: {istio: ingressgateway}
              servers: [{hosts: [shop.example.com], port: {number: 80, name: http, protocol: HTTP}}]
            ---
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: public-2, namespace: shop}
            spec:
              selector: {istio: ingressgateway}
              servers: [{hosts: [status.example.com], port: {number: 80, name: http, protocol: HTTP}}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0145/");

    /// Where a proxy takes a host.
    private record Listener(int port, String bind, String host) {}

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /// Gateways select pods of any namespace.
    @Override
    public Reads reads() {
        return Reads.MESH;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var servers = GatewayServer.all(mesh).toList();
        var byListener = new HashMap<Listener, List<GatewayServer>>();
        for (var server : servers) {
            listeners(server)
                    .forEach(listener -> byListener
                            .computeIfAbsent(listener, _ -> new ArrayList<>())
                            .add(server));
        }
        var pods = GatewayPods.of(mesh);
        return servers.stream().flatMap(server -> finding(server, byListener, pods).stream());
    }

    private static Stream<Listener> listeners(GatewayServer server) {
        return server.hosts().stream().distinct().map(host -> new Listener(server.port(), server.bind(), host));
    }

    private static Optional<Finding> finding(
            GatewayServer server, Map<Listener, List<GatewayServer>> byListener, GatewayPods pods) {
        var others = new TreeSet<String>();
        listeners(server)
                .flatMap(listener -> byListener.getOrDefault(listener, List.of()).stream())
                .map(GatewayServer::gateway)
                .filter(other -> !other.id().equals(server.gateway().id()) && sharePods(server.gateway(), other, pods))
                .forEach(other -> others.add(other.id()));
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.of(
                        INFO,
                        server.gateway(),
                        server.node().where(),
                        server.path(),
                        "port " + server.port() + " with " + String.join(", ", server.hosts())
                                + " is also taken by gateway " + String.join(", ", others),
                        INFO.fix()));
    }

    /// Whether some pod is selected by both; selectors that are equal need no pod to prove it.
    private static boolean sharePods(Manifest gateway, Manifest other, GatewayPods pods) {
        var mine = GatewayServer.selector(gateway);
        var theirs = GatewayServer.selector(other);
        var both = new LinkedHashMap<>(mine);
        both.putAll(theirs);
        return mine.equals(theirs)
                || (both.entrySet().containsAll(mine.entrySet())
                        && !pods.selected(both).isEmpty());
    }
}
