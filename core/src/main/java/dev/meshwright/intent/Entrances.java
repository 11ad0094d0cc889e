package dev.meshwright.intent;

import dev.meshwright.intent.Intent.PublicPort;
import dev.meshwright.intent.Intent.ServiceIntent;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// How traffic from outside comes in: through the mesh's own gateways with an identity, or through an ingress
/// controller outside the mesh in plaintext.
public final class Entrances {
    private static final Set<String> GATEWAY_ROLES = Set.of("ingressgateway", "eastwestgateway", "egressgateway");

    private final Manifests manifests;
    private final Topology topology;
    private final List<String> identities;
    private final Map<String, List<Integer>> entryPorts = new HashMap<>();
    private final Map<String, Service> services = new HashMap<>();
    private final Map<String, Map<Integer, String>> outside = new TreeMap<>();

    private Entrances(Topology topology, Manifests manifests, Intent intent) {
        this.topology = topology;
        this.manifests = manifests;
        this.identities = findIdentities(intent);
        topology.services().forEach(service -> services.putIfAbsent(service.id(), service));
        topology.edges().stream()
                .filter(Edge::fromIngress)
                .forEach(edge -> entryPorts
                        .computeIfAbsent(edge.to(), _ -> new ArrayList<>())
                        .add(edge.port()));
        manifests.ofKind("networking.k8s.io", "Ingress").forEach(this::readIngress);
        manifests.ofKind("gateway.networking.k8s.io", "HTTPRoute").forEach(this::readRoute);
        manifests.ofKind("gateway.networking.k8s.io", "GRPCRoute").forEach(this::readRoute);
    }

    public static Entrances of(Topology topology, Manifests manifests, Intent intent) {
        return new Entrances(topology, manifests, intent);
    }

    /// The intent completed by the public ports that manifests show; what the file says about a service's ports wins.
    public Intent complete(Intent intent) {
        var found = new TreeMap<String, ServiceIntent>();
        var graph = new CallGraph(topology);
        for (var service : graph.services()) {
            var said = intent.service(service.id());
            if (!said.publicPorts().isEmpty() || isGatewayProxy(graph.workloads(service))) {
                continue;
            }
            var ports = new ArrayList<>(OpenPorts.of(graph, service));
            outsidePorts(service.id()).forEach((port, why) -> ports.add(new PublicPort(port, List.of(), why)));
            Scrapes.of(service, graph.workloads(service)).ifPresent(ports::add);
            if (!ports.isEmpty()) {
                found.put(service.id(), said.withPublicPorts(ports));
            }
        }
        return intent.with(found);
    }

    /// The ports of a service that a controller outside the mesh calls in plaintext, each with the reason.
    public Map<Integer, String> outsidePorts(String id) {
        return outside.getOrDefault(id, Map.of());
    }

    /// Who such gateways are, as `namespace/serviceAccount`: the gateway workloads of the input, else those of the
    /// intent; empty where nobody says.
    public List<String> identities() {
        return identities;
    }

    /// Whether these pods are proxies that belong to the mesh itself.
    public static boolean isGatewayProxy(List<Workload> workloads) {
        return workloads.stream()
                .anyMatch(workload -> GATEWAY_ROLES.contains(workload.labels().getOrDefault("istio", ""))
                        || workload.labels().containsKey("gateway.networking.k8s.io/gateway-name")
                        || workload.annotations()
                                .getOrDefault("inject.istio.io/templates", "")
                                .equals("gateway"));
    }

    private List<String> findIdentities(Intent intent) {
        var found = new TreeSet<String>();
        for (var workload : topology.workloads()) {
            var role = workload.labels().getOrDefault("istio", "");
            if (isGatewayProxy(List.of(workload)) && !role.equals("egressgateway")) {
                found.add(workload.namespace() + "/" + workload.serviceAccount());
            }
        }
        manifests
                .ofKind("gateway.networking.k8s.io", "Gateway")
                .filter(gateway -> gateway.root()
                        .text("spec", "gatewayClassName")
                        .orElse("")
                        .equals("istio"))
                .forEach(gateway -> found.add(gateway.namespaceOrDefault() + "/" + gateway.name() + "-istio"));
        return found.isEmpty() ? List.copyOf(new TreeSet<>(intent.ingressGateways())) : List.copyOf(found);
    }

    /// Whether a controller outside the mesh serves this Ingress.
    public boolean isOutside(Manifest ingress) {
        return !isMeshIngress(ingressClass(ingress));
    }

    /// The pod labels that a Gateway object selects the mesh's ingress gateway by.
    public SequencedMap<String, String> gatewayLabels() {
        var labels = new LinkedHashMap<String, String>();
        labels.put("istio", "ingressgateway");
        return labels;
    }

    private static String ingressClass(Manifest ingress) {
        return ingress.root()
                .text("spec", "ingressClassName")
                .or(() -> ingress.root().text("metadata", "annotations", "kubernetes.io/ingress.class"))
                .orElse("");
    }

    private void readIngress(Manifest ingress) {
        var name = ingressClass(ingress);
        if (isMeshIngress(name)) {
            return;
        }
        var why = name.isEmpty()
                ? "the Ingress " + ingress.id() + " names no class, so a controller outside the mesh serves it"
                : "the Ingress " + ingress.id() + " is of class " + name + ", a controller outside the mesh";
        ingress.root().at("spec", "defaultBackend").ifPresent(backend -> readBackend(ingress, backend, why));
        for (var rule : ingress.root().items("spec", "rules")) {
            for (var path : rule.items("http", "paths")) {
                path.at("backend").ifPresent(backend -> readBackend(ingress, backend, why));
            }
        }
    }

    private boolean isMeshIngress(String name) {
        if (name.isEmpty()) {
            return !identities.isEmpty();
        }
        return name.equals("istio")
                || manifests
                        .ofKind("networking.k8s.io", "IngressClass")
                        .anyMatch(found -> found.name().equals(name)
                                && found.root()
                                        .text("spec", "controller")
                                        .orElse("")
                                        .equals("istio.io/ingress-controller"));
    }

    private void readBackend(Manifest ingress, Node backend, String why) {
        var id = ingress.namespaceOrDefault() + "/"
                + backend.text("service", "name").orElse("");
        var port = backend.text("service", "port", "number")
                .or(() -> backend.text("service", "port", "name"))
                .orElse("");
        addOutside(id, port, why);
    }

    private void readRoute(Manifest route) {
        for (var parent : route.root().items("spec", "parentRefs")) {
            var gateway = parent.text("namespace").orElse(route.namespaceOrDefault()) + "/"
                    + parent.text("name").orElse("");
            var foreign = manifests
                    .ofKind("gateway.networking.k8s.io", "Gateway")
                    .filter(found -> found.id().equals(gateway))
                    .map(found -> found.root().text("spec", "gatewayClassName").orElse("istio"))
                    .filter(name -> !name.startsWith("istio"))
                    .findFirst();
            foreign.ifPresent(name -> route.root().items("spec", "rules").stream()
                    .flatMap(rule -> rule.items("backendRefs").stream())
                    .forEach(backend -> addOutside(
                            backend.text("namespace").orElse(route.namespaceOrDefault()) + "/"
                                    + backend.text("name").orElse(""),
                            backend.text("port").orElse(""),
                            "the Gateway " + gateway + " is of class " + name + ", outside the mesh")));
        }
    }

    private void addOutside(String id, String port, String why) {
        Optional.ofNullable(services.get(id)).stream()
                .flatMap(service -> service.ports().stream())
                .filter(candidate ->
                        port.equals("" + candidate.port()) || (!port.isEmpty() && port.equals(candidate.name())))
                .map(Service.Port::port)
                .findFirst()
                .ifPresent(number ->
                        outside.computeIfAbsent(id, _ -> new LinkedHashMap<>()).putIfAbsent(number, why));
    }

    /// The ports on which gateways of the mesh send traffic to a service; 0 where it is not known.
    public List<Integer> meshPorts(String id) {
        return entryPorts.getOrDefault(id, List.of()).stream()
                .filter(port -> !outsidePorts(id).containsKey(port))
                .distinct()
                .toList();
    }
}
