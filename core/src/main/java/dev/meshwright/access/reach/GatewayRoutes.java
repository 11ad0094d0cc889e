package dev.meshwright.access.reach;

import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.reach.Routes.Aim;
import dev.meshwright.access.reach.Routes.Candidate;
import dev.meshwright.access.reach.Routes.Kind;
import dev.meshwright.access.reach.Routes.Owner;
import dev.meshwright.access.reach.Routes.Sender;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// HTTPRoutes, GRPCRoutes, TLSRoutes and TCPRoutes whose parent is a Service. Those of one namespace for one Service
/// are merged, the closest match first. In the Service's own namespace they are for every caller, elsewhere for the
/// callers of their namespace. See https://gateway-api.sigs.k8s.io/mesh/
final class GatewayRoutes {
    private static final String GROUP = "gateway.networking.k8s.io";
    private static final Map<String, Kind> KINDS =
            Map.of("HTTPRoute", Kind.HTTP, "GRPCRoute", Kind.HTTP, "TLSRoute", Kind.TLS, "TCPRoute", Kind.TCP);

    private final Map<String, List<Attached>> byHost = new HashMap<>();
    private final GatewayBackends backends;

    /// A route at a Service.
    ///
    /// @param port of the Service; 0 for all
    /// @param serviceNamespace the Service's
    private record Attached(Manifest route, Kind kind, int port, String serviceNamespace) {
        boolean isSeenFrom(String namespace) {
            return isProducer() || route.namespaceOrDefault().equals(namespace);
        }

        boolean isProducer() {
            return route.namespaceOrDefault().equals(serviceNamespace);
        }
    }

    GatewayRoutes(Manifests manifests) {
        this.backends = new GatewayBackends(manifests);
        KINDS.keySet().stream()
                .sorted()
                .flatMap(kind -> manifests.ofKind(GROUP, kind))
                .sorted(Visible.BY_AGE)
                .forEach(this::attach);
    }

    private void attach(Manifest route) {
        for (var parent : route.root().items("spec", "parentRefs")) {
            var kind = parent.text("group").orElse(GROUP) + "/"
                    + parent.text("kind").orElse("Gateway");
            if (kind.equals("/Service") || kind.equals("core/Service")) {
                var namespace = parent.text("namespace").orElse(route.namespaceOrDefault());
                var host = parent.text("name").orElse("") + "." + namespace + ".svc.cluster.local";
                byHost.computeIfAbsent(host, _ -> new ArrayList<>())
                        .add(new Attached(
                                route,
                                KINDS.getOrDefault(route.kind(), Kind.TCP),
                                parent.integer("port").orElse(0),
                                namespace));
            }
        }
    }

    List<Owner> owners(Sender sender, Aim aim) {
        SequencedMap<String, List<Attached>> byNamespace = new TreeMap<>();
        for (var attached : byHost.getOrDefault(aim.host(), List.of())) {
            if (attached.isSeenFrom(sender.namespace()) && (attached.port() == 0 || attached.port() == aim.port())) {
                byNamespace
                        .computeIfAbsent(attached.route().namespaceOrDefault(), _ -> new ArrayList<>())
                        .add(attached);
            }
        }
        return byNamespace.values().stream()
                .map(routes -> owner(routes, sender, aim))
                .toList();
    }

    private Owner owner(List<Attached> attached, Sender sender, Aim aim) {
        var ofKind = attached.stream()
                .filter(one -> one.kind() == aim.kind())
                .map(Attached::route)
                .distinct()
                .toList();
        var first = attached.getFirst();
        var names = attached.stream()
                .map(one -> one.route().kind() + " " + one.route().id())
                .distinct()
                .toList();
        return new Owner(
                String.join(" and ", names),
                first.route(),
                first.isProducer() ? 2 : 0,
                first.route().namespaceOrDefault().equals(sender.namespace()),
                aim.kind() == Kind.HTTP ? requests(ofKind, aim) : connections(ofKind, aim));
    }

    /// A rule with several matches is as many rules; of all of them the closest comes first.
    private List<Candidate> requests(List<Manifest> routes, Aim aim) {
        return routes.stream()
                .flatMap(route -> rules(route)
                        .flatMap(rule -> rule.matches()
                                .map(match -> new Sortable(
                                        match, new Candidate(match.when(), backends.of(rule, match, aim))))))
                .sorted((a, b) -> GatewayMatch.CLOSEST_FIRST.compare(a.match(), b.match()))
                .map(Sortable::candidate)
                .toList();
    }

    private record Sortable(GatewayMatch match, Candidate candidate) {}

    private List<Candidate> connections(List<Manifest> routes, Aim aim) {
        return routes.stream()
                .flatMap(route -> rules(route)
                        .map(rule -> new Candidate(sni(route), backends.of(rule, GatewayMatch.anything(), aim))))
                .toList();
    }

    /// A route without host names is for all.
    private static Condition sni(Manifest route) {
        var hosts = Visible.texts(route.root(), "spec", "hostnames");
        return hosts.isEmpty() || route.kind().equals("TCPRoute") ? Condition.anything() : RouteMatch.sni(hosts);
    }

    private static Stream<Rule> rules(Manifest route) {
        var rules = new ArrayList<Rule>();
        for (var item : route.root().items("spec", "rules")) {
            rules.add(new Rule(route, item, rules.size()));
        }
        return rules.stream();
    }

    /// A rule of a route.
    record Rule(Manifest route, Node item, int index) {
        String place() {
            return route.kind() + " " + route.id() + ", rules[" + index + "]";
        }

        Stream<GatewayMatch> matches() {
            var matches = item.items("matches");
            if (matches.isEmpty()) {
                return Stream.of(GatewayMatch.anything());
            }
            return matches.stream()
                    .map(match ->
                            route.kind().equals("GRPCRoute") ? GatewayMatch.ofGrpc(match) : GatewayMatch.of(match));
        }
    }
}
