package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.MismatchCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// The routes of a gateway: one table per server that ends TLS, one for all HTTP servers of a port.
final class GatewayRoutes {
    private final Intended intended;
    private final EnvoyProxy proxy;
    private final SidecarScope scope;
    private final List<Manifest> services;

    GatewayRoutes(Intended intended, EnvoyProxy proxy, SidecarScope scope) {
        this.intended = intended;
        this.proxy = proxy;
        this.scope = scope;
        this.services = intended.objects("networking.istio.io", "VirtualService")
                .sorted(Comparator.comparing(
                        one -> one.root().text("metadata", "creationTimestamp").orElse("9999")))
                .toList();
    }

    List<Derived> derive(List<GatewayServer> servers) {
        var byTable = new LinkedHashMap<String, List<GatewayServer>>();
        for (var server : servers) {
            var name = server.routes();
            if (name != null) {
                byTable.computeIfAbsent(name, _ -> new ArrayList<>()).add(server);
            }
        }
        var tables = new ArrayList<Derived>();
        byTable.forEach((name, own) -> tables.add(table(name, own)));
        return tables;
    }

    private Derived table(String name, List<GatewayServer> servers) {
        var hosts = new LinkedHashMap<String, ObjectNode>();
        Map<MismatchCode, Manifest> deciders = new HashMap<>();
        for (var server : servers) {
            if (server.isKubernetes()) {
                addHttpRoutes(server, hosts, deciders);
            } else {
                addVirtualServices(server, hosts, deciders);
            }
        }
        if (hosts.isEmpty()) {
            hosts.put("*", Message.of("name", "blackhole:" + servers.getFirst().port(), "domains", List.of("*")));
        }
        var table = OutboundRoutes.table(name, List.copyOf(hosts.values()));
        return new Derived(name, table, servers.getFirst().object(), deciders);
    }

    private void addHttpRoutes(
            GatewayServer server, SequencedMap<String, ObjectNode> hosts, Map<MismatchCode, Manifest> deciders) {
        var routes = new HttpRoutes(intended, server);
        for (var host : routes.hosts()) {
            var name = host + ":" + server.port();
            hosts.putIfAbsent(host, OutboundRoutes.virtualHost(name, Set.of(host), routes.routes(host)));
        }
        for (var object : routes.objects()) {
            deciders.putIfAbsent(MismatchCode.DESTINATION, object);
            deciders.putIfAbsent(MismatchCode.ROUTE_POLICY, object);
        }
    }

    private void addVirtualServices(
            GatewayServer server, SequencedMap<String, ObjectNode> hosts, Map<MismatchCode, Manifest> deciders) {
        var full = server.object().id();
        for (var service : services) {
            var named = TlsContexts.texts(service.root().items("spec", "gateways")).stream()
                    .map(name -> name.contains("/") ? name : service.namespaceOrDefault() + "/" + name)
                    .toList();
            if (!named.contains(full)) {
                continue;
            }
            var written = TlsContexts.texts(service.root().items("spec", "gateways"));
            var routes = new VirtualServiceRoutes(service, intended.meshConfig(), proxy, scope, server.port(), written)
                    .routes();
            for (var host : TlsContexts.texts(service.root().items("spec", "hosts"))) {
                boolean fits = server.hosts().stream().anyMatch(own -> SidecarScope.matches(own, host));
                if (fits && !routes.isEmpty()) {
                    add(server, hosts, host, routes);
                    deciders.putIfAbsent(MismatchCode.DESTINATION, service);
                    deciders.putIfAbsent(MismatchCode.ROUTE_POLICY, service);
                }
            }
        }
    }

    /// Routes of several VirtualServices for one host stand behind each other, those that take everything last.
    private static void add(
            GatewayServer server, SequencedMap<String, ObjectNode> hosts, String host, List<ObjectNode> routes) {
        var all = new ArrayList<ObjectNode>();
        var known = hosts.get(host);
        if (known != null) {
            known.path("routes").forEach(route -> all.add((ObjectNode) route));
        }
        all.addAll(routes);
        all.sort(Comparator.comparing(VirtualServiceRoutes::takesEverything));
        var virtualHost = OutboundRoutes.virtualHost(host + ":" + server.port(), Set.of(host), all);
        if (server.node().bool("tls", "httpsRedirect").orElse(false)) {
            virtualHost.put("require_tls", "ALL");
        }
        hosts.put(host, virtualHost);
    }
}
