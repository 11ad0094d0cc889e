package dev.meshwright.topology;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A rule of a VirtualService or an HTTPRoute, and whom it is for.
///
/// @param node the entry of `http` or `rules`
/// @param isGatewayApi whether it is a rule of an HTTPRoute
/// @param services whom it leads to, each once
/// @param callers [Edge#INGRESS] for calls that come in through a gateway, null for calls between services
record RouteRule(Node node, boolean isGatewayApi, List<Service> services, List<@Nullable String> callers) {

    /// The rules that lead to a service of the input.
    static List<RouteRule> of(Manifests manifests, ServiceIndex index) {
        var rules = new ArrayList<RouteRule>();
        manifests
                .ofKind("networking.istio.io", "VirtualService")
                .forEach(service -> service.root()
                        .items("spec", "http")
                        .forEach(route -> rules.add(
                                new RouteRule(route, false, destinations(service, route, index), callers(service)))));
        manifests
                .ofKind("gateway.networking.k8s.io", "HTTPRoute")
                .forEach(route -> route.root()
                        .items("spec", "rules")
                        .forEach(rule ->
                                rules.add(new RouteRule(rule, true, backends(route, rule, index), parents(route)))));
        rules.removeIf(rule -> rule.services().isEmpty());
        return rules;
    }

    /// What the rules set, by the id of the service that is called.
    ///
    /// @param read gives what a rule sets for one service and one kind of callers
    static <T> Map<String, List<T>> byService(List<RouteRule> rules, Reader<T> read) {
        var settings = new HashMap<String, List<T>>();
        for (var rule : rules) {
            for (var service : rule.services()) {
                for (var callers : rule.callers()) {
                    read.read(rule, service, callers)
                            .forEach(setting -> settings.computeIfAbsent(service.id(), _ -> new ArrayList<>())
                                    .add(setting));
                }
            }
        }
        return settings;
    }

    /// Reads what a rule sets.
    interface Reader<T> {
        Stream<T> read(RouteRule rule, Service service, @Nullable String callers);
    }

    private static List<Service> destinations(Manifest service, Node route, ServiceIndex index) {
        return found(
                route.items("route"),
                (part, namespace) -> part.text("destination", "host").stream()
                        .flatMap(host -> index.resolve(host, namespace).stream()),
                service);
    }

    private static List<Service> backends(Manifest route, Node rule, ServiceIndex index) {
        return found(
                rule.items("backendRefs"),
                (backend, namespace) -> backend.text("name").stream()
                        .filter(_ -> backend.text("kind").orElse("Service").equals("Service"))
                        .flatMap(name ->
                                index.resolve(name, backend.text("namespace").orElse(namespace)).stream()),
                route);
    }

    private static List<Service> found(
            List<Node> parts, BiFunction<Node, String, Stream<Service>> services, Manifest object) {
        return parts.stream()
                .flatMap(part -> services.apply(part, object.namespaceOrDefault()))
                .distinct()
                .toList();
    }

    /// The sidecars heed a VirtualService that names no gateway, or `mesh`.
    private static List<@Nullable String> callers(Manifest service) {
        var gateways = service.root().items("spec", "gateways").stream()
                .flatMap(gateway -> gateway.text().stream())
                .toList();
        return callers(
                gateways.stream().anyMatch(gateway -> !gateway.equals("mesh")),
                gateways.isEmpty() || gateways.contains("mesh"));
    }

    /// An HTTPRoute whose parent is a Service is for the calls of other services to it.
    private static List<@Nullable String> parents(Manifest route) {
        var kinds = route.root().items("spec", "parentRefs").stream()
                .map(parent -> parent.text("kind").orElse("Gateway"))
                .toList();
        return callers(kinds.stream().anyMatch(kind -> !kind.equals("Service")), kinds.contains("Service"));
    }

    private static List<@Nullable String> callers(boolean outside, boolean inside) {
        var callers = new ArrayList<@Nullable String>();
        if (outside) {
            callers.add(Edge.INGRESS);
        }
        if (inside) {
            callers.add(null);
        }
        return callers;
    }
}
