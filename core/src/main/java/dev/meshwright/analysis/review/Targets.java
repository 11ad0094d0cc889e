package dev.meshwright.analysis.review;

import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.Waypoint;
import dev.meshwright.access.reach.Enrolment;
import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Finding.EvidenceOf;
import dev.meshwright.analysis.review.PolicyState.Layer;
import dev.meshwright.analysis.review.PolicyState.Place;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Where a policy with `targetRefs` runs: at waypoints and gateways, and nowhere else.
final class Targets {
    private static final String GATEWAY_API = "gateway.networking.k8s.io";

    private final ReviewView view;

    Targets(ReviewView view) {
        this.view = view;
    }

    /// `Service shop/cart, Gateway shop/waypoint`.
    static String names(AuthorizationPolicy policy) {
        return Waypoint.references(policy.object()).stream()
                .map(target -> name(policy, target))
                .collect(Collectors.joining(", "));
    }

    List<Place> places(AuthorizationPolicy policy) {
        var places = new ArrayList<Place>();
        var guarded = view.services().stream()
                .filter(service -> view.ambient()
                        .waypointOf(service)
                        .filter(waypoint -> waypoint.isTargetOf(policy, view.settings()))
                        .isPresent())
                .toList();
        if (!guarded.isEmpty()) {
            places.add(atWaypoint(policy, guarded));
        }
        for (var target : Waypoint.references(policy.object())) {
            other(policy, target, guarded).ifPresent(places::add);
        }
        return places;
    }

    private Place atWaypoint(AuthorizationPolicy policy, List<Service> services) {
        var ports = new TreeSet<Integer>();
        var bytes = new TreeSet<Integer>();
        for (var service : services) {
            service.ports().forEach(port -> ports.add(port.port()));
            service.ports().stream().filter(Service.Port::isOnlyBytes).forEach(port -> bytes.add(port.port()));
        }
        var rules = new EnvoyFate(ports, bytes).rules(policy);
        return new Place(
                Layer.WAYPOINT,
                services.stream().map(Service::id).toList(),
                PolicyLayers.weakest(rules),
                PolicyLayers.effect(policy, rules) + ", on calls that come through the waypoint",
                rules,
                Certainty.FACT,
                EvidenceOf.FILES);
    }

    /// What comes of a target that is not among the Services behind a waypoint.
    private Optional<Place> other(AuthorizationPolicy policy, Node target, List<Service> guarded) {
        var group = target.text("group").filter(name -> !name.equals("core")).orElse("");
        var kind = target.text("kind").orElse("");
        return switch (group + "/" + kind) {
            case "/Service", "networking.istio.io/ServiceEntry" -> host(policy, target, group, kind, guarded);
            case GATEWAY_API + "/Gateway" -> gateway(policy, target, guarded);
            case GATEWAY_API + "/GatewayClass" ->
                guarded.isEmpty()
                        ? Optional.of(nowhere(policy, target, "no waypoint of the input is asked", Certainty.INFERENCE))
                        : Optional.empty();
            default -> Optional.of(nowhere(policy, target, "istiod attaches policies to no such kind", Certainty.FACT));
        };
    }

    private Optional<Place> host(
            AuthorizationPolicy policy, Node target, String group, String kind, List<Service> guarded) {
        var found = view.mesh().object(group, kind, policy.namespace(), name(target));
        if (found.isEmpty()) {
            var certainty = view.mesh().lacks(group, kind) ? Certainty.INFERENCE : Certainty.FACT;
            return Optional.of(nowhere(policy, target, "it does not exist", certainty));
        }
        var id = found.get().id();
        if (kind.equals("Service")
                && guarded.stream().anyMatch(service -> service.id().equals(id))) {
            return Optional.empty();
        }
        var enrolment = view.ambient().waypoints().ofService(found.get());
        if (enrolment.flatMap(Enrolment::bound).isPresent()) {
            return Optional.of(at(Layer.WAYPOINT, policy, id));
        }
        return Optional.of(
                enrolment.isPresent()
                        ? nowhere(policy, target, state(enrolment.get()), certainty(enrolment.get()))
                        : nowhere(
                                policy,
                                target,
                                "it has no waypoint, and sidecars and ztunnel are not given policies with targetRefs",
                                view.membership().knowsNamespace(policy.namespace())
                                        ? Certainty.FACT
                                        : Certainty.INFERENCE));
    }

    private Optional<Place> gateway(AuthorizationPolicy policy, Node target, List<Service> guarded) {
        var found = view.mesh().object(GATEWAY_API, "Gateway", policy.namespace(), name(target));
        if (found.isEmpty()) {
            var certainty = view.mesh().lacks(GATEWAY_API, "Gateway") ? Certainty.INFERENCE : Certainty.FACT;
            return Optional.of(nowhere(policy, target, "it does not exist", certainty));
        }
        boolean isWaypoint =
                found.get().root().text("spec", "gatewayClassName").orElse("").equals(Waypoint.CLASS);
        if (!isWaypoint) {
            return Optional.of(at(Layer.GATEWAY, policy, found.get().id()));
        }
        return guarded.isEmpty()
                ? Optional.of(nowhere(policy, target, "nothing in the input goes through it", Certainty.INFERENCE))
                : Optional.empty();
    }

    private static String state(Enrolment enrolment) {
        var waypoint = "its waypoint " + enrolment.gateway();
        return switch (enrolment.state()) {
            case BOUND -> waypoint + " takes its traffic";
            case MISSING -> waypoint + " does not exist";
            case OTHER_CLASS -> waypoint + " is no waypoint";
            case NOT_READY -> waypoint + " is not ready";
            case NOT_ALLOWED -> waypoint + " does not admit its namespace";
            case OTHER_TRAFFIC -> waypoint + " is not for traffic to Services";
        };
    }

    private Certainty certainty(Enrolment enrolment) {
        return enrolment.state() == Enrolment.State.MISSING && view.mesh().lacks(GATEWAY_API, "Gateway")
                ? Certainty.INFERENCE
                : Certainty.FACT;
    }

    private static Place at(Layer layer, AuthorizationPolicy policy, String id) {
        var rules = new EnvoyFate(Set.of(), Set.of()).rules(policy);
        return new Place(
                layer,
                List.of(id),
                PolicyLayers.weakest(rules),
                PolicyLayers.effect(policy, rules),
                rules,
                Certainty.FACT,
                EvidenceOf.FILES);
    }

    private static Place nowhere(AuthorizationPolicy policy, Node target, String why, Certainty certainty) {
        return PolicyLayers.nowhere(name(policy, target) + ": " + why, certainty);
    }

    private static String name(Node target) {
        return target.text("name").orElse("");
    }

    private static String name(AuthorizationPolicy policy, Node target) {
        return target.text("kind").orElse("?") + " " + policy.namespace() + "/"
                + target.text("name").orElse("?");
    }
}
