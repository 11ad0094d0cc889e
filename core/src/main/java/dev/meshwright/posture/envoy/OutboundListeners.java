package dev.meshwright.posture.envoy;

import dev.meshwright.posture.Intended;
import dev.meshwright.posture.envoy.MeshHost.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The listeners that take what a workload sends: one per HTTP port, one per host and TCP port, and one for the rest.
final class OutboundListeners {
    private static final String TYPE = "envoy.config.listener.v3.Listener";
    private static final String TCP_PROXY = "envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy";

    private final Intended intended;
    private final SidecarScope scope;
    private final AccessLogs logs;
    private final HttpManager manager;

    OutboundListeners(Intended intended, EnvoyProxy proxy, SidecarScope scope, AccessLogs logs) {
        this.intended = intended;
        this.scope = scope;
        this.logs = logs;
        this.manager = new HttpManager(intended, proxy, logs, new AuthorizationFilters(intended, proxy));
    }

    /// A listener of a host's TCP port. Its name begins with an address that no intent knows.
    ///
    /// @param cluster where it leads
    record OfHost(MeshHost host, HostPort port, String cluster, Derived derived) {}

    /// The listeners whose names are known.
    List<Derived> named() {
        var listeners = new ArrayList<Derived>();
        listeners.add(rest());
        var ports = new TreeSet<Integer>();
        for (var host : scope.hosts()) {
            host.ports().stream().filter(port -> port.protocol().isHttp()).forEach(port -> ports.add(port.number()));
        }
        for (int port : ports) {
            listeners.add(http(port));
        }
        return listeners;
    }

    /// The listeners of TCP ports.
    List<OfHost> ofHosts() {
        var listeners = new ArrayList<OfHost>();
        for (var host : scope.hosts()) {
            for (var port : host.ports()) {
                if (port.protocol() == PortProtocol.TCP || port.protocol() == PortProtocol.SNIFFED) {
                    listeners.add(ofHost(host, port));
                }
            }
        }
        return listeners;
    }

    private OfHost ofHost(MeshHost host, HostPort port) {
        var cluster = routed(host, port).orElse(host.cluster(port.number(), ""));
        var listener = common(
                new Expected.Open("an address of " + host.name(), text -> Addresses.isAddress(text.asString(""))),
                port.number());
        if (port.protocol() == PortProtocol.SNIFFED) {
            SniffedPorts.addChains(
                    listener, manager.outbound(SniffedPorts.routes(host, port)), tcpProxy(cluster, true));
        } else {
            listener.set(
                    "filter_chains",
                    Message.list(Message.of(
                            "filters",
                            List.of(tcpProxy(cluster, true)),
                            "transport_socket_connect_timeout",
                            open("how long a handshake may take"))));
        }
        var name = new Expected.Open("ADDRESS_" + port.number(), JsonNode::isString);
        listener.set("name", Message.list(name).get(0));
        return new OfHost(host, port, cluster, new Derived(name.text(), listener, host.object()));
    }

    /// Where a VirtualService sends the bytes for a host, where it sends all of them to one place.
    private Optional<String> routed(MeshHost host, HostPort port) {
        return intended.objects("networking.istio.io", "VirtualService")
                .filter(service -> TlsContexts.texts(service.root().items("spec", "hosts")).stream()
                        .map(name -> Registry.fullName(service.namespaceOrDefault(), name))
                        .anyMatch(host.name()::equals))
                .flatMap(service -> service.root().items("spec", "tcp").stream()
                        .filter(tcp -> tcp.items("match").isEmpty()
                                || tcp.items("match").stream()
                                        .anyMatch(match -> match.integer("port")
                                                .filter(one -> one == port.number())
                                                .isPresent()))
                        .limit(1)
                        .filter(tcp -> tcp.items("route").size() == 1)
                        .flatMap(tcp -> tcp.items("route").getFirst().at("destination").stream())
                        .map(to -> "outbound|" + to.integer("port", "number").orElse(port.number()) + "|"
                                + to.text("subset").orElse("") + "|"
                                + Registry.fullName(
                                        service.namespaceOrDefault(),
                                        to.text("host").orElse(""))))
                .findFirst();
    }

    private Derived http(int port) {
        var name = "0.0.0.0_" + port;
        var listener = common(Addresses.any(), port);
        listener.put("name", name);
        listener.set(
                "filter_chains",
                Message.list(Message.of(
                        "filter_chain_match",
                        Message.of(
                                "transport_protocol",
                                "raw_buffer",
                                "application_protocols",
                                List.of("http/1.1", "h2c")),
                        "filters",
                        List.of(manager.outbound(String.valueOf(port))),
                        "transport_socket_connect_timeout",
                        open("how long a handshake may take"))));
        listener.set("listener_filters", Message.list(ListenerFilters.httpInspector(List.of())));
        listener.set(
                "default_filter_chain",
                Message.of(
                        "name",
                        "PassthroughFilterChain",
                        "filter_chain_match",
                        Message.of(),
                        "filters",
                        List.of(tcpProxy(unknownGoesTo(), true))));
        return new Derived(name, listener, scope.sidecar());
    }

    private static JsonNode open(String text) {
        return Message.list(new Expected.Open(text, _ -> true)).get(0);
    }

    private ObjectNode common(Expected address, int port) {
        return Message.typed(
                TYPE,
                "address",
                Message.socketAddress(address, port),
                "listener_filters_timeout",
                intended.meshConfig().text("protocolDetectionTimeout").orElse("0s"),
                "traffic_direction",
                "OUTBOUND",
                "continue_on_listener_filters_timeout",
                true,
                "bind_to_port",
                false);
    }

    private String unknownGoesTo() {
        return scope.isRegistryOnly() ? "BlackHoleCluster" : "PassthroughCluster";
    }

    private JsonNode tcpProxy(String cluster, boolean logged) {
        return Message.extension(
                "envoy.filters.network.tcp_proxy",
                Message.typed(TCP_PROXY, "cluster", cluster, "access_log", logged ? logs.ofTraffic() : null));
    }

    private Derived rest() {
        int own = intended.meshConfig().integer("proxyListenPort").orElse(15001);
        var itself = Message.of(
                "name",
                "virtualOutbound-blackhole",
                "filter_chain_match",
                Message.of("destination_port", own),
                "filters",
                List.of(tcpProxy("BlackHoleCluster", false)));
        var others =
                Message.of("name", "virtualOutbound-catchall-tcp", "filters", List.of(tcpProxy(unknownGoesTo(), true)));
        var listener = Message.typed(
                TYPE,
                "name",
                "virtualOutbound",
                "address",
                Message.socketAddress(Addresses.any(), own),
                "filter_chains",
                List.of(itself, others),
                "use_original_dst",
                true,
                "traffic_direction",
                "OUTBOUND",
                "access_log",
                logs.on("NR"));
        return new Derived("virtualOutbound", listener, scope.sidecar());
    }

    /// The proxy's own way into ambient tunnels.
    Derived tunnels() {
        var proxy = Message.extension(
                "envoy.filters.network.tcp_proxy",
                Message.typed(
                        TCP_PROXY,
                        "cluster",
                        "connect_originate",
                        "access_log",
                        logs.on("UF"),
                        "tunneling_config",
                        Message.of("hostname", "%DOWNSTREAM_LOCAL_ADDRESS%")));
        var listener = Message.typed(
                TYPE,
                "name",
                "connect_originate",
                "filter_chains",
                List.of(Message.of("filters", List.of(proxy))),
                "use_original_dst",
                false,
                "listener_filters",
                List.of(ListenerFilters.originalDestination()),
                "access_log",
                logs.on("NR"),
                "internal_listener",
                Message.of());
        return new Derived("connect_originate", listener, null);
    }
}
