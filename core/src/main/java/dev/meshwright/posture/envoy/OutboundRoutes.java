package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.MismatchCode;
import dev.meshwright.posture.envoy.MeshHost.HostPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The routes of a workload's requests to others: one table per port, with a virtual host per host of the mesh.
final class OutboundRoutes {
    private static final String TYPE = "envoy.config.route.v3.RouteConfiguration";
    private static final List<String> MESH = List.of("mesh");

    private final Intended intended;
    private final EnvoyProxy proxy;
    private final SidecarScope scope;
    private final List<Manifest> services;

    OutboundRoutes(Intended intended, EnvoyProxy proxy, SidecarScope scope) {
        this.intended = intended;
        this.proxy = proxy;
        this.scope = scope;
        this.services = intended.objects("networking.istio.io", "VirtualService")
                .filter(this::isForMesh)
                .sorted(Comparator.comparing(
                        one -> one.root().text("metadata", "creationTimestamp").orElse("9999")))
                .toList();
    }

    private boolean isForMesh(Manifest service) {
        var gateways = TlsContexts.texts(service.root().items("spec", "gateways"));
        var exportTo = TlsContexts.texts(service.root().items("spec", "exportTo"));
        boolean visible = exportTo.isEmpty()
                || exportTo.contains("*")
                || exportTo.contains(proxy.namespace())
                || (exportTo.contains(".") && service.namespaceOrDefault().equals(proxy.namespace()));
        return visible
                && (gateways.isEmpty() || gateways.contains("mesh"))
                && !service.root().items("spec", "hosts").isEmpty();
    }

    /// The tables by port; ports of which what is spoken is not declared are among them.
    List<Derived> derive() {
        var ports = new TreeSet<Integer>();
        for (var host : scope.hosts()) {
            host.ports().stream().filter(port -> port.protocol().isHttp()).forEach(port -> ports.add(port.number()));
        }
        var tables = new ArrayList<Derived>();
        for (int port : ports) {
            tables.add(table(port));
        }
        for (var host : scope.hosts()) {
            for (var port : host.ports()) {
                if (port.protocol() == PortProtocol.SNIFFED) {
                    tables.add(ofSniffed(host, port));
                }
            }
        }
        return tables;
    }

    /// A port of which nothing is declared has a table of its own, for all hosts that a request may name.
    private Derived ofSniffed(MeshHost host, HostPort port) {
        var virtualHost = virtualHost(host, port);
        var names = domains(host);
        var domains = new LinkedHashSet<>(names);
        domains.add(new Expected.Open("all hosts", text -> text.asString("").equals("*")));
        domains.removeIf(String.class::isInstance);
        domains.add(new Expected.Open("a name of the host", text -> names.contains(text.asString(""))));
        virtualHost.set("domains", Message.list(List.copyOf(domains)));
        var name = SniffedPorts.routes(host, port);
        return new Derived(name, table(name, List.of(virtualHost)), host.object());
    }

    private Derived table(int port) {
        var hosts = new ArrayList<ObjectNode>();
        var deciders = new HashMap<MismatchCode, Manifest>();
        for (var host : scope.hosts()) {
            for (var own : host.ports()) {
                if (own.number() == port && (own.protocol().isHttp() || own.protocol() == PortProtocol.SNIFFED)) {
                    hosts.add(virtualHost(host, own));
                    serviceFor(host.name())
                            .ifPresent(service -> deciders.putIfAbsent(MismatchCode.ROUTE_POLICY, service));
                }
            }
        }
        if (port == 80) {
            hosts.addAll(hostsOutside());
        }
        hosts.add(others());
        return new Derived(String.valueOf(port), table(String.valueOf(port), hosts), null, deciders);
    }

    static ObjectNode table(String name, List<ObjectNode> hosts) {
        return Message.typed(
                TYPE,
                "name",
                name,
                "virtual_hosts",
                hosts,
                "validate_clusters",
                false,
                "max_direct_response_body_size_bytes",
                1_048_576,
                "ignore_port_in_host_matching",
                true);
    }

    private Optional<Manifest> serviceFor(String host) {
        return services.stream()
                .filter(service -> TlsContexts.texts(service.root().items("spec", "hosts")).stream()
                        .map(name -> Registry.fullName(service.namespaceOrDefault(), name))
                        .anyMatch(host::equals))
                .findFirst()
                .or(() -> services.stream()
                        .filter(service -> TlsContexts.texts(service.root().items("spec", "hosts")).stream()
                                .anyMatch(name -> name.startsWith("*") && SidecarScope.matches(name, host)))
                        .findFirst());
    }

    private ObjectNode virtualHost(MeshHost host, HostPort port) {
        var routes = serviceFor(host.name())
                .map(service -> routes(service, port.number()))
                .filter(found -> !found.isEmpty())
                .orElseGet(() -> List.of(toHost(host.cluster(port.number(), ""))));
        return virtualHost(host.name() + ":" + port.number(), domains(host), routes);
    }

    private List<ObjectNode> routes(Manifest service, int port) {
        return new VirtualServiceRoutes(service, intended.meshConfig(), proxy, scope, port, MESH).routes();
    }

    private ObjectNode toHost(String cluster) {
        var action = Message.of("cluster", cluster);
        RouteAction.addTimeout(action, Optional.empty());
        var retries = RouteAction.retries(intended.meshConfig(), null);
        if (retries != null) {
            action.set("retry_policy", retries);
        }
        return Message.of("name", "default", "match", Message.of("prefix", "/"), "route", action);
    }

    static ObjectNode virtualHost(String name, Set<?> domains, List<ObjectNode> routes) {
        return Message.of(
                "name", name, "domains", List.copyOf(domains), "routes", routes, "include_request_attempt_count", true);
    }

    /// The names that callers use for a host, and the cluster's addresses of it, which no intent knows.
    private Set<Object> domains(MeshHost host) {
        var names = new LinkedHashSet<String>(List.of(host.name()));
        if (host.isService()) {
            var object = host.object();
            names.add(host.name() + ".");
            names.add(object.name() + "." + host.namespace());
            names.add(object.name() + "." + host.namespace() + ".svc");
            if (host.namespace().equals(proxy.namespace())) {
                names.add(object.name());
            }
            if (host.isHeadless()) {
                List.copyOf(names).forEach(name -> names.add("*." + name));
            }
        }
        var domains = new LinkedHashSet<Object>(names);
        domains.addAll(TlsContexts.texts(host.object().root().items("spec", "addresses")));
        domains.add(new Expected.Open(
                "an address of the service",
                text -> Addresses.isAddress(text.asString("").replaceAll("^\\[|]$", ""))));
        domains.add(new Expected.Open(
                "the name with a dot", text -> text.asString("").equals(host.name() + ".")));
        return domains;
    }

    /// Hosts that a VirtualService names and no registry: requests for them are routed on port 80.
    private List<ObjectNode> hostsOutside() {
        var hosts = new ArrayList<ObjectNode>();
        for (var service : services) {
            for (var written : TlsContexts.texts(service.root().items("spec", "hosts"))) {
                var name = Registry.fullName(service.namespaceOrDefault(), written);
                boolean known = scope.hosts().stream().anyMatch(host -> SidecarScope.matches(name, host.name()));
                var routes = known ? List.<ObjectNode>of() : routes(service, 80);
                if (!routes.isEmpty() && !service.root().items("spec", "http").isEmpty()) {
                    var dotted = new Expected.Open(
                            "the name with a dot", text -> text.asString("").equals(name + "."));
                    hosts.add(virtualHost(name + ":80", new LinkedHashSet<Object>(List.of(name, dotted)), routes));
                }
            }
        }
        return hosts;
    }

    /// What becomes of requests to hosts that nobody knows.
    private ObjectNode others() {
        JsonNode all = Message.of("prefix", "/");
        if (scope.isRegistryOnly()) {
            var refuse = Message.of("name", "block_all", "match", all, "direct_response", Message.of("status", 502));
            return virtualHost("block_all", Set.of("*"), List.of(refuse));
        }
        var action = Message.of("cluster", "PassthroughCluster");
        RouteAction.addTimeout(action, Optional.empty());
        var pass = Message.of("name", "allow_any", "match", all, "route", action);
        return virtualHost("allow_any", Set.of("*"), List.of(pass));
    }
}
