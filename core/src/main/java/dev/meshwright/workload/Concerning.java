package dev.meshwright.workload;

import dev.meshwright.access.Selectors;
import dev.meshwright.analysis.Hosts;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Workload;
import dev.meshwright.workload.WorkloadConfiguration.Destination;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/// Picks out the Istio objects that concern one workload: those that select it or its whole namespace or mesh, those
/// attached to its Services, and those about hosts that it calls, with the hosts that routes lead on to.
final class Concerning {
    private static final String SECURITY = "security.istio.io";
    private static final String NETWORKING = "networking.istio.io";
    private static final String GATEWAY_API = "gateway.networking.k8s.io";
    private static final String GATEWAY_NAME = "gateway.networking.k8s.io/gateway-name";
    private static final Set<String> BY_SELECTOR = Set.of(
            SECURITY + "/PeerAuthentication",
            SECURITY + "/AuthorizationPolicy",
            SECURITY + "/RequestAuthentication",
            "telemetry.istio.io/Telemetry",
            "extensions.istio.io/WasmPlugin",
            NETWORKING + "/ProxyConfig",
            NETWORKING + "/EnvoyFilter",
            NETWORKING + "/Sidecar");
    private static final Set<String> ROUTES = Set.of("HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute");

    private final Mesh mesh;
    private final Workload workload;
    private final List<Service> ownServices;
    private final Set<String> ownGateways = new LinkedHashSet<>();
    private final Set<String> hosts = new LinkedHashSet<>();
    private final Set<Manifest> found = new LinkedHashSet<>();

    private Concerning(Mesh mesh, Workload workload) {
        this.mesh = mesh;
        this.workload = workload;
        this.ownServices = mesh.topology().services().stream()
                .filter(service ->
                        !service.isWorkloadOnly() && service.workloads().contains(workload.id()))
                .toList();
    }

    static List<Manifest> objects(Mesh mesh, Workload workload, List<Destination> destinations) {
        var concerning = new Concerning(mesh, workload);
        destinations.forEach(destination -> concerning.hosts.add(destination.host()));
        concerning.collect();
        return mesh.manifests().objects().stream()
                .filter(concerning.found::contains)
                .toList();
    }

    private void collect() {
        mesh.manifests().objects().stream()
                .filter(object -> BY_SELECTOR.contains(object.group() + "/" + object.kind()))
                .filter(this::isForWorkload)
                .forEach(found::add);
        mesh.objects(NETWORKING, "Gateway").stream()
                .filter(gateway -> workload.isSelectedBy(texts(gateway.root(), "spec", "selector")))
                .forEach(gateway -> addGateway(gateway, gateway.id()));
        mesh.objects(GATEWAY_API, "Gateway").stream()
                .filter(gateway -> gateway.namespaceOrDefault().equals(workload.namespace())
                        && gateway.name().equals(workload.labels().get(GATEWAY_NAME)))
                .forEach(gateway -> addGateway(gateway, gateway.id()));
        int before;
        do { // routes lead to hosts, which have routes of their own
            before = hosts.size() + found.size();
            mesh.objects(NETWORKING, "VirtualService").stream()
                    .filter(this::isRouted)
                    .forEach(this::addRoute);
            mesh.manifests().objects().stream()
                    .filter(object -> object.group().equals(GATEWAY_API) && ROUTES.contains(object.kind()))
                    .filter(this::hasParent)
                    .forEach(this::addRoute);
        } while (before != hosts.size() + found.size());
        mesh.objects(NETWORKING, "DestinationRule").stream()
                .filter(rule -> isSeen(rule)
                        && isCalled(
                                rule, List.of(rule.root().text("spec", "host").orElse(""))))
                .filter(this::mayApply)
                .forEach(found::add);
        mesh.objects(NETWORKING, "ServiceEntry").stream()
                .filter(entry -> isSeen(entry) && isCalled(entry, listed(entry.root(), "spec", "hosts")))
                .forEach(found::add);
    }

    private void addGateway(Manifest gateway, String id) {
        found.add(gateway);
        ownGateways.add(id);
    }

    private boolean isForWorkload(Manifest object) {
        var targets = object.root().items("spec", "targetRefs");
        var single = object.root().at("spec", "targetRef");
        if (!targets.isEmpty() || single.isPresent()) {
            return targets.stream().anyMatch(target -> isTarget(object, target))
                    || single.filter(target -> isTarget(object, target)).isPresent();
        }
        var selector = new LinkedHashMap<>(Selectors.matchLabels(object.root()));
        selector.putAll(texts(object.root(), "spec", "workloadSelector", "labels"));
        var namespace = object.namespaceOrDefault();
        boolean reaches = namespace.equals(workload.namespace())
                || namespace.equals(mesh.config().rootNamespace());
        return reaches && (selector.isEmpty() || workload.isSelectedBy(selector));
    }

    /// Whether a policy is attached to a Service of the workload, or to the Gateway that the workload is.
    private boolean isTarget(Manifest object, Node target) {
        var name = target.text("name").orElse("");
        return object.namespaceOrDefault().equals(workload.namespace())
                && switch (target.text("kind").orElse("")) {
                    case "Service" ->
                        ownServices.stream().anyMatch(service -> service.name().equals(name));
                    case "Gateway" -> name.equals(workload.labels().get(GATEWAY_NAME));
                    default -> false;
                };
    }

    private boolean isRouted(Manifest virtualService) {
        var gateways = listed(virtualService.root(), "spec", "gateways");
        boolean throughOwn = gateways.stream()
                .map(gateway -> gateway.contains("/") ? gateway : virtualService.namespaceOrDefault() + "/" + gateway)
                .anyMatch(ownGateways::contains);
        boolean inMesh = gateways.isEmpty() || gateways.contains("mesh");
        boolean called = inMesh
                && isSeen(virtualService)
                && isCalled(virtualService, listed(virtualService.root(), "spec", "hosts"));
        return throughOwn || called || isDelegate(virtualService);
    }

    private boolean isDelegate(Manifest virtualService) {
        return found.stream()
                .flatMap(parent -> parent.root().items("spec", "http").stream()
                        .flatMap(route -> route.at("delegate").stream())
                        .map(delegate -> delegate.text("namespace").orElse(parent.namespaceOrDefault()) + "/"
                                + delegate.text("name").orElse("")))
                .anyMatch(virtualService.id()::equals);
    }

    private boolean hasParent(Manifest route) {
        return route.root().items("spec", "parentRefs").stream().anyMatch(parent -> {
            var namespace = parent.text("namespace").orElse(route.namespaceOrDefault());
            var name = parent.text("name").orElse("");
            return parent.text("kind").orElse("Gateway").equals("Service")
                    ? hosts.contains(Hosts.fullName(namespace, name))
                    : ownGateways.contains(namespace + "/" + name);
        });
    }

    private void addRoute(Manifest route) {
        found.add(route);
        for (var kind : List.of("http", "tcp", "tls", "rules")) {
            for (var rule : route.root().items("spec", kind)) {
                rule.items("route").forEach(to -> to.at("destination").ifPresent(end -> addHost(route, end, "host")));
                rule.at("mirror").ifPresent(end -> addHost(route, end, "host"));
                rule.items("mirrors").forEach(to -> to.at("destination").ifPresent(end -> addHost(route, end, "host")));
                rule.items("backendRefs").forEach(end -> addHost(route, end, "name"));
            }
        }
    }

    private void addHost(Manifest route, Node end, String key) {
        var namespace = end.text("namespace").orElse(route.namespaceOrDefault());
        end.text(key).ifPresent(host -> hosts.add(Hosts.fullName(namespace, host)));
    }

    private boolean isCalled(Manifest object, List<String> written) {
        return written.stream()
                .map(host -> Hosts.fullName(object.namespaceOrDefault(), host))
                .anyMatch(host -> host.startsWith("*")
                        ? hosts.stream().anyMatch(called -> called.endsWith(host.substring(1)))
                        : hosts.contains(host));
    }

    /// A DestinationRule may be for some clients only.
    private boolean mayApply(Manifest rule) {
        var selector = texts(rule.root(), "spec", "workloadSelector", "matchLabels");
        return selector.isEmpty()
                || (rule.namespaceOrDefault().equals(workload.namespace()) && workload.isSelectedBy(selector));
    }

    private boolean isSeen(Manifest object) {
        var scopes = listed(object.root(), "spec", "exportTo");
        return scopes.isEmpty()
                || scopes.contains("*")
                || scopes.contains(workload.namespace())
                || (scopes.contains(".") && object.namespaceOrDefault().equals(workload.namespace()));
    }

    private static SequencedMap<String, String> texts(Node node, String... keys) {
        var texts = new LinkedHashMap<String, String>();
        node.entries(keys)
                .forEach(entry -> texts.put(entry.key(), entry.value().text().orElse("")));
        return texts;
    }

    private static List<String> listed(Node node, String... keys) {
        return node.items(keys).stream().flatMap(item -> item.text().stream()).toList();
    }
}
