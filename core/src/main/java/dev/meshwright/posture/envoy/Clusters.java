package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.MismatchCode;
import dev.meshwright.posture.envoy.MeshHost.HostPort;
import dev.meshwright.posture.envoy.MeshHost.Resolution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The destinations that a proxy is told: a cluster per host, port and subset, one per inbound port, and Istio's own.
final class Clusters {
    private static final String TYPE = "envoy.config.cluster.v3.Cluster";

    private static final Set<String> RESOLVERS =
            Set.of("", "CaresDnsResolverConfig", "GetAddrInfoDnsResolverConfig", "AppleDnsResolverConfig");
    private static final Set<String> RESOLVER_FIELDS = Set.of(
            "@type",
            "udp_max_queries",
            "query_timeout_seconds",
            "query_tries",
            "rotate_nameservers",
            "filter_unroutable_families",
            "edns0_max_payload_size",
            "max_udp_channel_duration",
            "num_retries",
            "num_resolver_threads");

    private final Intended intended;
    private final EnvoyProxy proxy;
    private final Registry registry;
    private final SidecarScope scope;
    private final DestinationRules rules;
    private final UpstreamTls tls;
    private final List<Derived> derived = new ArrayList<>();

    /// @param tunnels whether istiod lets the proxy use ambient tunnels (HBONE)
    Clusters(Intended intended, EnvoyProxy proxy, Registry registry, SidecarScope scope, boolean tunnels) {
        this.intended = intended;
        this.proxy = proxy;
        this.registry = registry;
        this.scope = scope;
        this.rules = new DestinationRules(intended, proxy);
        this.tls = new UpstreamTls(intended, registry, tunnels);
        if (tunnels) {
            derived.add(new Derived("connect_originate", IstioClusters.connectOriginate(intended), null));
        }
    }

    /// @param inbound the ports of the workload
    List<Derived> derive(List<InboundListener.Port> inbound) {
        for (var host : scope.hosts()) {
            for (var port : host.ports()) {
                if (port.protocol() != PortProtocol.UDP) {
                    addOutbound(host, port, null);
                    rules.subsets(host).forEach(subset -> addOutbound(host, port, subset));
                }
            }
        }
        derived.add(new Derived("BlackHoleCluster", IstioClusters.blackHole(), null));
        if (!proxy.isGateway()) {
            derived.add(new Derived("PassthroughCluster", IstioClusters.passthrough(false), null));
            derived.add(new Derived("InboundPassthroughCluster", IstioClusters.passthrough(true), null));
            inbound.forEach(this::addInbound);
        }
        return derived;
    }

    private void addOutbound(MeshHost host, HostPort port, @Nullable Node subset) {
        var subsetName = subset == null ? "" : subset.text("name").orElse("");
        var name = host.cluster(port.number(), subsetName);
        var policy = rules.policy(host, port.number(), subset);
        var cluster = Message.typed(TYPE, "name", name);
        addDiscovery(cluster, host, port, name);
        ClusterPolicy.addPool(cluster, intended.meshConfig(), policy.connectionPool());
        ClusterPolicy.addEjection(cluster, policy.outlierDetection());
        ClusterPolicy.addBalancing(cluster, policy.loadBalancer());
        boolean original = cluster.path("type").asString("").equals("ORIGINAL_DST");
        if (original) {
            cluster.put("lb_policy", "CLUSTER_PROVIDED");
        }
        boolean http2 = port.protocol() == PortProtocol.HTTP2;
        var security = tls.of(host, port.number(), subsetName, policy.tls(), http2, original);
        ClusterPolicy.addProtocol(cluster, port.protocol(), policy.connectionPool(), security.serverName());
        if (security.socket() != null) {
            cluster.set("transport_socket", security.socket());
        }
        if (!security.matches().isEmpty()) {
            cluster.set("transport_socket_matches", Message.list(security.matches()));
        }
        derived.add(new Derived(name, cluster, host.object(), deciders(host)));
    }

    private Map<MismatchCode, Manifest> deciders(MeshHost host) {
        var deciders = new HashMap<MismatchCode, Manifest>();
        for (var rule : rules.of(host)) {
            deciders.putIfAbsent(MismatchCode.CLUSTER_POLICY, rule);
            if (rule.root().at("spec", "trafficPolicy", "tls").isPresent()) {
                deciders.putIfAbsent(MismatchCode.UPSTREAM_TLS, rule);
            }
        }
        registry.workloads(host).stream()
                .findFirst()
                .ifPresent(workload -> deciders.put(MismatchCode.SERVER_IDENTITY, workload.manifest()));
        return deciders;
    }

    private void addDiscovery(ObjectNode cluster, MeshHost host, HostPort port, String name) {
        // A gateway cannot go wherever the connection went, as it went to the gateway.
        boolean original = host.resolution() == Resolution.ORIGINAL_DESTINATION;
        switch (original && proxy.isGateway() ? Resolution.EDS : host.resolution()) {
            case EDS -> {
                cluster.put("type", "EDS");
                cluster.set(
                        "eds_cluster_config",
                        Message.of(
                                "eds_config",
                                Message.of(
                                        "ads",
                                        Message.of(),
                                        "initial_fetch_timeout",
                                        "0s",
                                        "resource_api_version",
                                        "V3"),
                                "service_name",
                                name));
            }
            case DNS, DNS_ROUND_ROBIN -> {
                cluster.put("type", host.resolution() == Resolution.DNS ? "STRICT_DNS" : "LOGICAL_DNS");
                cluster.set("load_assignment", assignment(host, port, name));
                cluster.put("respect_dns_ttl", true);
                cluster.set("dns_lookup_family", open("an address family"));
                cluster.set(
                        "typed_dns_resolver_config",
                        Message.list(new Expected.Open("the pod's own resolver", Clusters::isOwnResolver))
                                .get(0));
            }
            case ORIGINAL_DESTINATION -> cluster.put("type", "ORIGINAL_DST");
        }
    }

    private static JsonNode open(String text) {
        return Message.list(new Expected.Open(text, _ -> true)).get(0);
    }

    /// A resolver with servers of its own would answer with whatever addresses it likes.
    private static boolean isOwnResolver(JsonNode resolver) {
        var config = resolver.path("typed_config");
        return RESOLVERS.contains(Message.typeOf(config))
                && RESOLVER_FIELDS.containsAll(config.propertyNames())
                && Set.of("name", "typed_config").containsAll(resolver.propertyNames());
    }

    private ObjectNode assignment(MeshHost host, HostPort port, String name) {
        var intendedEndpoints = EntryEndpoints.of(registry, host, port);
        return Message.of(
                "cluster_name",
                name,
                "endpoints",
                new Expected.Open(
                        String.join(", ", intendedEndpoints),
                        groups -> EntryEndpoints.in(groups).equals(intendedEndpoints)));
    }

    /// The way from the proxy to the application beside it.
    private void addInbound(InboundListener.Port port) {
        var name = "inbound|" + port.number() + "||";
        var cluster = Message.typed(
                TYPE,
                "name",
                name,
                "type",
                "ORIGINAL_DST",
                "lb_policy",
                "CLUSTER_PROVIDED",
                "cleanup_interval",
                open("how long a destination is remembered"),
                "upstream_bind_config",
                IstioClusters.ownAddress(),
                "common_lb_config",
                Message.of());
        var host = registry.hostsOf(proxy.workload()).stream()
                .filter(one -> one.ports().stream().anyMatch(known -> known.target() == port.number()))
                .findFirst();
        var policy =
                host.map(one -> rules.policy(one, port.servicePort(), null)).orElse(TrafficPolicy.NONE);
        ClusterPolicy.addPool(cluster, intended.meshConfig(), policy.connectionPool());
        ClusterPolicy.addProtocol(cluster, port.protocol(), policy.connectionPool(), null);
        derived.add(new Derived(name, cluster, host.map(MeshHost::object).orElse(null)));
    }
}
