package dev.meshwright.posture.envoy;

import dev.meshwright.access.PeerAuthentication;
import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.access.PeerAuthentications;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.MismatchCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The listener that takes everything that is sent to a workload: a filter chain per port and way of connecting, and
/// some for all other ports.
final class InboundListener {
    static final String NAME = "virtualInbound";
    private static final int OWN_PORT = 15006;
    private static final String PASSTHROUGH = "InboundPassthroughCluster";
    private static final String TCP_PROXY = "envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy";

    private final Intended intended;
    private final EnvoyProxy proxy;
    private final AccessLogs logs;
    private final HttpManager manager;
    private final AuthorizationFilters authorization;
    private final TlsContexts tls;
    private final List<ObjectNode> chains = new ArrayList<>();
    private final SequencedMap<Integer, Inspected> inspected = new TreeMap<>();

    /// What the proxy looks for in the first bytes of connections to a port.
    private record Inspected(boolean tls, boolean http) {
        Inspected and(ChainMatch match) {
            return new Inspected(tls || match.isTls(), http || match.looksForHttp());
        }
    }

    /// A port of the pods.
    ///
    /// @param servicePort the port of the Service, for names
    record Port(int number, int servicePort, PortProtocol protocol) {}

    InboundListener(Intended intended, EnvoyProxy proxy, AccessLogs logs) {
        this.intended = intended;
        this.proxy = proxy;
        this.logs = logs;
        this.authorization = new AuthorizationFilters(intended, proxy);
        this.manager = new HttpManager(intended, proxy, logs, authorization);
        this.tls = new TlsContexts(intended);
    }

    Derived derive(List<Port> ports) {
        int own = intended.meshConfig().integer("proxyInboundListenPort").orElse(OWN_PORT);
        chains.add(Message.of(
                "name",
                "virtualInbound-blackhole",
                "filter_chain_match",
                Message.of("destination_port", own),
                "filters",
                List.of(tcpProxy("BlackHoleCluster", false))));
        inspected.put(own, new Inspected(false, false));
        addPassthrough(0);
        for (int port : portsOfTheirOwn()) {
            if (ports.stream().noneMatch(known -> known.number() == port)) {
                addPassthrough(port);
            }
        }
        ports.forEach(this::addPort);
        var listener = Message.typed(
                "envoy.config.listener.v3.Listener",
                "name",
                NAME,
                "address",
                Message.socketAddress(Addresses.any(), own),
                "filter_chains",
                chains,
                "listener_filters",
                listenerFilters(),
                "listener_filters_timeout",
                intended.meshConfig().text("protocolDetectionTimeout").orElse("0s"),
                "traffic_direction",
                "INBOUND",
                "continue_on_listener_filters_timeout",
                true,
                "access_log",
                logs.on("NR"));
        return new Derived(NAME, listener, null, deciders());
    }

    private List<Integer> portsOfTheirOwn() {
        return peerAuthentication().stream()
                .flatMap(one -> one.ports().stream())
                .map(PeerAuthentication.PortMode::port)
                .toList();
    }

    private List<PeerAuthentication> peerAuthentication() {
        return PeerAuthentications.in(intended.manifests()).stream()
                .filter(one -> one.selects(proxy.workload(), intended.settings()))
                .limit(1)
                .toList();
    }

    private Mode mode(int port) {
        var modes = intended.access().peerModes();
        return port == 0
                ? modes.of(proxy.workload()).mode()
                : modes.of(proxy.workload(), port).mode();
    }

    private void addPassthrough(int port) {
        for (var match : ChainMatch.of(mode(port), PortProtocol.SNIFFED)) {
            var name = match.http() ? "virtualInbound-catchall-http" : NAME;
            addChain(name, port, match, PASSTHROUGH, PASSTHROUGH, 0, PortProtocol.SNIFFED);
        }
    }

    private void addPort(Port port) {
        var cluster = "inbound|" + port.number() + "||";
        for (var match : ChainMatch.of(mode(port.number()), port.protocol())) {
            var name = "0.0.0.0_" + port.number();
            addChain(name, port.number(), match, cluster, cluster, port.servicePort(), port.protocol());
        }
    }

    private void addChain(
            String name,
            int port,
            ChainMatch match,
            String cluster,
            String routes,
            int servicePort,
            PortProtocol protocol) {
        inspected.merge(port, new Inspected(false, false).and(match), (known, _) -> known.and(match));
        var filters = new ArrayList<JsonNode>();
        if (match.http()) {
            boolean http2 = protocol == PortProtocol.HTTP2;
            filters.add(manager.inbound(routes(routes, cluster, servicePort, http2), http2));
        } else {
            filters.addAll(authorization.tcp());
            filters.add(tcpProxy(cluster, true));
        }
        chains.add(Message.of(
                "name",
                name,
                "filter_chain_match",
                Message.of(
                        "destination_port",
                        port == 0 ? null : port,
                        "transport_protocol",
                        match.transport(),
                        "application_protocols",
                        match.protocols().isEmpty() ? null : match.protocols()),
                "filters",
                filters,
                "transport_socket",
                match.mutual() ? tls.inboundMutual() : null));
    }

    /// Everything goes to the application, without a time limit of the proxy's own.
    private static ObjectNode routes(String name, String cluster, int servicePort, boolean http2) {
        var retries = Message.of("retry_on", "reset-before-request", "num_retries", 2);
        var action = Message.of(
                "cluster",
                cluster,
                "timeout",
                "0s",
                "retry_policy",
                new Expected.Open(
                        http2 ? "none" : Difference.shown(retries),
                        policy -> policy.isMissingNode()
                                || Differences.between(retries, policy).isEmpty()),
                "max_stream_duration",
                Message.of("max_stream_duration", "0s", "grpc_timeout_header_max", "0s"));
        var host = Message.of(
                "name",
                new Expected.Open(
                        "inbound|http|" + servicePort,
                        text -> text.asString("").matches("inbound\\|http\\|[0-9]{1,5}")),
                "domains",
                List.of("*"),
                "routes",
                List.of(Message.of("name", "default", "match", Message.of("prefix", "/"), "route", action)));
        return Message.of("name", name, "virtual_hosts", List.of(host), "validate_clusters", false);
    }

    private JsonNode tcpProxy(String cluster, boolean logged) {
        return Message.extension(
                "envoy.filters.network.tcp_proxy",
                Message.typed(TCP_PROXY, "cluster", cluster, "access_log", logged ? logs.ofTraffic() : null));
    }

    private List<JsonNode> listenerFilters() {
        var filters = new ArrayList<JsonNode>();
        filters.add(ListenerFilters.originalDestination());
        if (inspected.values().stream().anyMatch(Inspected::tls)) {
            boolean byDefault =
                    inspected.getOrDefault(0, new Inspected(false, false)).tls();
            filters.add(ListenerFilters.tlsInspector(byDefault, where(Inspected::tls, !byDefault)));
        }
        if (inspected.values().stream().anyMatch(Inspected::http)) {
            var off = inspected.keySet().stream()
                    .filter(port -> !inspected
                            .getOrDefault(port, new Inspected(false, false))
                            .http())
                    .toList();
            filters.add(ListenerFilters.httpInspector(off));
        }
        return filters;
    }

    private List<Integer> where(Predicate<Inspected> looks, boolean wanted) {
        var ports = new ArrayList<Integer>();
        inspected.forEach((port, one) -> {
            if (port != 0 && looks.test(one) == wanted) {
                ports.add(port);
            }
        });
        return ports;
    }

    private Map<MismatchCode, Manifest> deciders() {
        var deciders = new HashMap<MismatchCode, Manifest>();
        var by = intended.access().peerModes().of(proxy.workload()).by();
        if (by != null) {
            deciders.put(MismatchCode.PLAINTEXT_INBOUND, by.object());
        }
        peerAuthentication().forEach(one -> deciders.put(MismatchCode.PLAINTEXT_INBOUND, one.object()));
        authorization.policies().stream()
                .filter(policy -> !policy.selector().isEmpty())
                .findFirst()
                .or(() -> authorization.policies().stream().findFirst())
                .ifPresent(policy -> deciders.put(MismatchCode.AUTHORIZATION, policy.object()));
        JwtFilter.deciding(intended, proxy).forEach(one -> deciders.put(MismatchCode.JWT, one));
        return deciders;
    }
}
