package dev.meshwright.posture.envoy;

import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.MismatchCode;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// The addresses behind the destinations. How many there are and which is no intent; that each is an instance of the
/// destination, is reached by its port and as securely as it can be, is.
final class Endpoints {
    private static final String TLS_MODE = "tlsMode";

    private final Intended intended;
    private final EnvoyProxy proxy;
    private final Registry registry;
    private final SidecarScope scope;
    private final List<Mismatch> mismatches = new ArrayList<>();
    private final SequencedMap<String, Map<String, Set<String>>> addressesByHost = new LinkedHashMap<>();

    Endpoints(Intended intended, EnvoyProxy proxy, Registry registry, SidecarScope scope) {
        this.intended = intended;
        this.proxy = proxy;
        this.registry = registry;
        this.scope = scope;
    }

    /// What is wrong with the endpoints of a dump.
    List<Mismatch> compare(EnvoyDump dump) {
        dump.ofKind("endpoint").forEach(resource -> {
            for (var field : EndpointFields.strange(resource.config())) {
                mismatches.add(Mismatch.of(
                        MismatchCode.FIELD_UNEXPLAINED, resource.id(), "", field, "a setting that nothing explains"));
            }
            if (resource.name().startsWith("outbound|")) {
                compareOutbound(resource);
            } else if (resource.name().startsWith("inbound|")) {
                compareInbound(resource);
            } else {
                compareStatic(resource, dump);
            }
        });
        if (dump.holds("endpoint")) {
            dump.ofKind("cluster").forEach(cluster -> requireEndpoints(cluster, dump));
        }
        comparePorts();
        return mismatches;
    }

    /// Envoy shows the endpoints of every cluster, also where there are none.
    private void requireEndpoints(Resource cluster, EnvoyDump dump) {
        if (dump.named("endpoint", cluster.name()).isEmpty()) {
            mismatches.add(Mismatch.of(
                    MismatchCode.VIEWS_DISAGREE,
                    "endpoint/" + cluster.name(),
                    "the endpoints of " + cluster.name(),
                    "",
                    "the dump does not show the endpoints of a destination that it shows"));
        }
    }

    private void compareOutbound(Resource resource) {
        var parts = resource.name().split("\\|", -1);
        var host = parts.length == 4 ? scope.host(parts[3]) : Optional.<MeshHost>empty();
        if (host.isEmpty() || !parts[1].matches("[0-9]{1,5}")) {
            return; // a cluster that is unexplained as a whole
        }
        var port = host.get().port(Integer.parseInt(parts[1]));
        if (port.isEmpty() || host.get().resolution() != MeshHost.Resolution.EDS) {
            return;
        }
        for (var group : resource.config().path("endpoints")) {
            for (var endpoint : group.path("lb_endpoints")) {
                compare(resource, host.get(), port.get(), endpoint);
            }
        }
    }

    private void compare(Resource resource, MeshHost host, MeshHost.HostPort port, JsonNode endpoint) {
        var metadata = endpoint.path("metadata").path("filter_metadata");
        var address = address(endpoint);
        if (!host.isService()) {
            var meant = EntryEndpoints.of(registry, host, port);
            if (!meant.contains(address) && registry.workloads(host).isEmpty()) {
                report(
                        resource,
                        String.join(", ", meant),
                        address,
                        "an address that the ServiceEntry does not name",
                        host);
            }
            return;
        }
        var told = metadata.path("istio").path("workload").asString("").split(";", -1);
        if (registry.isImplied(host)) {
            boolean own = told.length > 1 && (told[1].isEmpty() || told[1].equals(host.namespace()));
            if (!own) {
                report(resource, "an instance of " + host.name(), shown(endpoint), "a stranger's address", host);
            }
            return;
        }
        var workload = registry.workloads(host).stream()
                .filter(one -> told.length > 1
                        && one.name().equals(told[0])
                        && one.namespace().equals(told[1]))
                .findFirst();
        if (workload.isEmpty()) {
            report(
                    resource,
                    "an instance of " + names(host),
                    shown(endpoint),
                    "an address that is no instance of the destination: calls go to a stranger",
                    host);
            return;
        }
        compareWay(resource, host, port, workload.get(), endpoint, metadata);
        addressesByHost
                .computeIfAbsent(host.name(), _ -> new LinkedHashMap<>())
                .computeIfAbsent(resource.name(), _ -> new TreeSet<>())
                .add(address.replaceAll(":[0-9]+$", ""));
    }

    /// Whether an instance is reached by its port, and by mutual TLS or a tunnel where it has a proxy for that.
    private void compareWay(
            Resource resource,
            MeshHost host,
            MeshHost.HostPort port,
            Workload workload,
            JsonNode endpoint,
            JsonNode metadata) {
        var address = address(endpoint);
        if (port.target() > 0 && !address.endsWith(":" + port.target())) {
            report(resource, "port " + port.target(), address, "another port of the instance is called", host);
        }
        var way = metadata.path("envoy.transport_socket_match");
        var with = intended.membership().proxyOf(workload);
        boolean internal = endpoint.path("endpoint").path("address").has("envoy_internal_address");
        boolean tunnel = way.path("tunnel").asString("").equals("http");
        boolean mutual = way.path(TLS_MODE).asString("").equals("istio");
        boolean exempt = "disabled".equals(workload.labels().get("security.istio.io/tlsMode")) || workload.isGateway();
        if (with == Proxy.SIDECAR && !exempt && !mutual && !(tunnel && internal)) {
            open(resource, "mutual TLS", shown(endpoint), "an instance with a sidecar is called without TLS", host);
        } else if (with == Proxy.ZTUNNEL && !(tunnel && internal)) {
            open(resource, "a tunnel", shown(endpoint), "an ambient instance is called without the tunnel", host);
        } else if (internal) {
            compareTunnel(resource, host, endpoint, metadata);
        }
    }

    /// The tunnel has to lead to the instance itself, by the proxy's own listener.
    private void compareTunnel(Resource resource, MeshHost host, JsonNode endpoint, JsonNode metadata) {
        var internal = endpoint.path("endpoint").path("address").path("envoy_internal_address");
        var listener = internal.path("server_listener_name").asString("");
        var original = metadata.path("envoy.filters.listener.original_dst");
        var local = original.path("local").asString("");
        boolean same = local.equals(internal.path("endpoint_id").asString(""));
        boolean viaWaypoint = original.has("waypoint");
        if (!listener.equals("connect_originate") || !(same || viaWaypoint)) {
            report(resource, "connect_originate", shown(endpoint), "the tunnel leads elsewhere", host);
        }
    }

    private String names(MeshHost host) {
        return String.join(
                ", ", registry.workloads(host).stream().map(Workload::id).toList());
    }

    private static String address(JsonNode endpoint) {
        var address = endpoint.path("endpoint").path("address");
        var internal =
                address.path("envoy_internal_address").path("endpoint_id").asString("");
        var socket = address.path("socket_address");
        return internal.isEmpty()
                ? socket.path("address").asString("") + ":"
                        + socket.path("port_value").asInt(0)
                : internal;
    }

    private static String shown(JsonNode endpoint) {
        var workload = endpoint.path("metadata")
                .path("filter_metadata")
                .path("istio")
                .path("workload")
                .asString("no workload");
        var way = endpoint.path("metadata").path("filter_metadata").path("envoy.transport_socket_match");
        return address(endpoint) + " (" + workload + (way.isMissingNode() ? "" : ", " + Difference.shown(way)) + ")";
    }

    private void report(Resource resource, String intendedText, String active, String message, MeshHost host) {
        mismatches.add(Mismatch.of(MismatchCode.ENDPOINT, resource.id(), intendedText, active, message)
                .by(host.object()));
    }

    private void open(Resource resource, String intendedText, String active, String message, MeshHost host) {
        mismatches.add(Mismatch.of(MismatchCode.UPSTREAM_TLS, resource.id(), intendedText, active, message)
                .by(host.object()));
    }

    /// All ports of a Service have the same instances: an address behind one of them only was put there.
    private void comparePorts() {
        addressesByHost.forEach((host, clusters) -> {
            var all = new TreeSet<String>();
            clusters.values().forEach(all::addAll);
            clusters.forEach((cluster, addresses) -> {
                for (var address : addresses) {
                    boolean elsewhere = clusters.values().stream().allMatch(other -> other.contains(address));
                    if (!elsewhere && addresses.size() > least(clusters)) {
                        mismatches.add(Mismatch.of(
                                MismatchCode.ENDPOINT,
                                "endpoint/" + cluster,
                                "the instances that the other ports of " + host + " have",
                                address,
                                "an address behind one port of the destination only"));
                    }
                }
            });
        });
    }

    private static int least(Map<String, Set<String>> clusters) {
        return clusters.values().stream().mapToInt(Set::size).min().orElse(0);
    }

    /// What arrives goes to the application beside the proxy and nowhere else.
    private void compareInbound(Resource resource) {
        var own = proxy.addresses();
        for (var group : resource.config().path("endpoints")) {
            for (var endpoint : group.path("lb_endpoints")) {
                var address = endpoint.path("endpoint")
                        .path("address")
                        .path("socket_address")
                        .path("address")
                        .asString("");
                if (!own.isEmpty() && !own.contains(address) && !isLoopback(address)) {
                    mismatches.add(Mismatch.of(
                            MismatchCode.ENDPOINT,
                            resource.id(),
                            String.join(", ", own),
                            address,
                            "what arrives is sent on to another address than the pod's own"));
                }
            }
        }
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("::1");
    }

    /// The endpoints of a cluster that names them itself have to be those.
    private void compareStatic(Resource resource, EnvoyDump dump) {
        dump.ofKind("static-cluster")
                .filter(cluster -> cluster.name().equals(resource.name()))
                .findFirst()
                .ifPresent(cluster -> {
                    var named =
                            addresses(cluster.config().path("load_assignment").path("endpoints"));
                    var active = addresses(resource.config().path("endpoints"));
                    if (!named.equals(active)) {
                        mismatches.add(Mismatch.of(
                                MismatchCode.VIEWS_DISAGREE,
                                resource.id(),
                                String.join(", ", named),
                                String.join(", ", active),
                                "the endpoints are not those that the cluster names"));
                    }
                });
    }

    private static Set<String> addresses(JsonNode groups) {
        var addresses = new TreeSet<String>();
        for (var group : groups) {
            for (var endpoint : group.path("lb_endpoints")) {
                addresses.add(endpoint.path("endpoint").path("address").toString());
            }
        }
        return addresses;
    }
}
