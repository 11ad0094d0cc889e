package dev.meshwright.topology;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Traffic that comes in: Ingress, Gateway API routes bound to a Gateway, Istio VirtualServices bound to gateways, and
/// OpenShift Routes.
final class RouteDetector {
    private static final Set<String> GATEWAY_API = Set.of("HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute");
    private static final Set<String> GATEWAYS = Set.of("Gateway", "ListenerSet", "XListenerSet");

    private final ServiceIndex index;
    private final Placement placement;
    private final List<Call> calls = new ArrayList<>();
    private final Set<String> hosts = new TreeSet<>();
    private final Set<String> delegates = new TreeSet<>();

    private RouteDetector(ServiceIndex index, Placement placement) {
        this.index = index;
        this.placement = placement;
    }

    static RouteDetector read(Manifests manifests, ServiceIndex index, Placement placement) {
        var detector = new RouteDetector(index, placement);
        manifests
                .ofKind("networking.istio.io", "VirtualService")
                .filter(RouteDetector::isAtGateway)
                .forEach(detector::gatherDelegates);
        manifests.objects().forEach(detector::read);
        return detector;
    }

    private void gatherDelegates(Manifest service) {
        for (var route : service.root().items("spec", "http")) {
            route.text("delegate", "name")
                    .ifPresent(name -> delegates.add(
                            route.text("delegate", "namespace").orElse(service.namespaceOrDefault()) + "/" + name));
        }
    }

    List<Call> calls() {
        return calls;
    }

    /// The host names under which the mesh is reached.
    Set<String> hosts() {
        return hosts;
    }

    private void read(Manifest manifest) {
        switch (manifest.group()) {
            case "networking.k8s.io", "extensions" -> {
                if (manifest.kind().equals("Ingress")) {
                    readIngress(manifest);
                }
            }
            case "gateway.networking.k8s.io" -> {
                if (GATEWAY_API.contains(manifest.kind())) {
                    readRoute(manifest);
                }
            }
            case "networking.istio.io" -> {
                if (manifest.kind().equals("VirtualService")
                        && (isAtGateway(manifest) || delegates.contains(manifest.id()))) {
                    readVirtualService(manifest);
                }
            }
            case "route.openshift.io" -> readOpenShift(manifest);
            default -> {}
        }
    }

    private void readIngress(Manifest ingress) {
        for (var rule : ingress.root().items("spec", "rules")) {
            rule.text("host").ifPresent(hosts::add);
            rule.items("http", "paths")
                    .forEach(path -> path.at("backend").ifPresent(backend -> readBackend(ingress, backend)));
        }
        ingress.root()
                .at("spec", "defaultBackend")
                .or(() -> ingress.root().at("spec", "backend"))
                .ifPresent(backend -> readBackend(ingress, backend));
    }

    private void readBackend(Manifest ingress, Node backend) {
        var name = backend.at("service", "name").or(() -> backend.at("serviceName"));
        String port = backend.text("service", "port", "number")
                .or(() -> backend.text("service", "port", "name"))
                .or(() -> backend.text("servicePort"))
                .orElse("");
        name.ifPresent(node -> add(ingress, node, port, ingress.namespaceOrDefault()));
    }

    private void readRoute(Manifest route) {
        boolean atGateway = route.root().items("spec", "parentRefs").stream()
                .anyMatch(parent -> GATEWAYS.contains(parent.text("kind").orElse("Gateway")));
        if (!atGateway) {
            return;
        }
        addHosts(route, "hostnames");
        for (var rule : route.root().items("spec", "rules")) {
            for (var backend : rule.items("backendRefs")) {
                readBackendRef(route, backend);
                readMirrors(route, backend);
            }
            readMirrors(route, rule);
        }
    }

    /// @param of a rule or a backend
    private void readMirrors(Manifest route, Node of) {
        of.items("filters")
                .forEach(filter ->
                        filter.at("requestMirror", "backendRef").ifPresent(backend -> readBackendRef(route, backend)));
    }

    private void readBackendRef(Manifest route, Node backend) {
        if (backend.text("kind").orElse("Service").equals("Service")) {
            String namespace = backend.text("namespace").orElse(route.namespaceOrDefault());
            backend.at("name")
                    .ifPresent(name -> add(route, name, backend.text("port").orElse(""), namespace));
        }
    }

    private static boolean isAtGateway(Manifest service) {
        return service.root().items("spec", "gateways").stream()
                .anyMatch(gateway ->
                        gateway instanceof Node.Scalar name && !name.text().equals("mesh"));
    }

    private void readVirtualService(Manifest service) {
        addHosts(service, "hosts");
        for (var protocol : List.of("http", "tls", "tcp")) {
            for (var route : service.root().items("spec", protocol)) {
                var destinations = new ArrayList<Node>();
                route.items("route").forEach(part -> part.at("destination").ifPresent(destinations::add));
                route.at("mirror").ifPresent(destinations::add);
                route.items("mirrors")
                        .forEach(mirror -> mirror.at("destination").ifPresent(destinations::add));
                for (var destination : destinations) {
                    destination
                            .at("host")
                            .ifPresent(host -> add(
                                    service,
                                    host,
                                    destination.text("port", "number").orElse(""),
                                    service.namespaceOrDefault()));
                }
            }
        }
    }

    private void readOpenShift(Manifest route) {
        route.root().text("spec", "host").ifPresent(hosts::add);
        var backends = new ArrayList<Node>(route.root().items("spec", "alternateBackends"));
        route.root().at("spec", "to").ifPresent(backends::addFirst);
        String port = route.root().text("spec", "port", "targetPort").orElse("");
        for (var backend : backends) {
            backend.at("name").ifPresent(name -> add(route, name, port, route.namespaceOrDefault()));
        }
    }

    private void addHosts(Manifest manifest, String field) {
        for (var host : manifest.root().items("spec", field)) {
            if (host instanceof Node.Scalar name) {
                hosts.add(name.text());
            }
        }
    }

    private void add(Manifest route, Node host, String port, String namespace) {
        if (!(host instanceof Node.Scalar name)) {
            return;
        }
        var found = index.resolve(name.text(), namespace);
        found.or(() -> placement.resolve(name.text())).ifPresent(to -> {
            String text = route.kind() + " " + route.name() + " → " + to.name() + (port.isEmpty() ? "" : ":" + port);
            var evidence = new Evidence(host.where().file(), host.where().line(), "ingress", Shown.text("", text));
            var address = new Address("", to.name(), 0, Address.Form.CLEAR);
            calls.add(new Call(
                    Edge.INGRESS,
                    to,
                    Ports.named(to, port),
                    address,
                    found.isPresent() ? Edge.Confidence.DECLARED : Edge.Confidence.INFERRED,
                    evidence,
                    SettingKey.of("")));
        });
    }
}
