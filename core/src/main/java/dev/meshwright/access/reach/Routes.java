package dev.meshwright.access.reach;

import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Match;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the caller's proxy sends a request for a host: by the routes that own the host in the caller's namespace,
/// those of one VirtualService or the Gateway API's routes of one namespace, or straight to the host.
final class Routes {
    private final VirtualServices virtualServices;
    private final GatewayRoutes gatewayRoutes;

    /// The lists of routes that a proxy keeps apart.
    enum Kind {
        HTTP,
        TLS,
        TCP;

        String key() {
            return switch (this) {
                case HTTP -> "http";
                case TLS -> "tls";
                case TCP -> "tcp";
            };
        }
    }

    /// One place that requests may go to.
    ///
    /// @param host the full name; "" where they end here
    /// @param subset null for all pods
    /// @param port of the host
    /// @param when what the requests that go there have in common
    /// @param text what decides, in half a sentence
    /// @param rule index of the deciding rule in its list; -1 where none decides
    /// @param object the route's object; null where there is none
    /// @param rewrite what the proxy changes of the request
    record Route(
            String host,
            @Nullable String subset,
            int port,
            Condition when,
            Verdict verdict,
            String text,
            int rule,
            @Nullable Manifest object,
            @Nullable Source where,
            Rewrite rewrite) {
        /// Requests end here.
        static Route end(int port, Verdict verdict, String text, int rule, Manifest object, Source where) {
            return new Route("", null, port, Condition.anything(), verdict, text, rule, object, where, Rewrite.NOTHING);
        }

        Route when(Condition condition) {
            return new Route(host, subset, port, condition, verdict, text, rule, object, where, rewrite);
        }
    }

    /// A rule of a route.
    ///
    /// @param when what it asks of requests
    /// @param to where it sends them
    record Candidate(Condition when, List<Route> to) {
        Candidate {
            to = List.copyOf(to);
        }
    }

    /// The rules that own a host together, in the order in which a proxy tries them.
    ///
    /// @param object the oldest of its objects
    /// @param visibility 0 for its own namespace alone, 1 for namespaces that it names, 2 for all
    /// @param isLocalGatewayRoute whether they are the Gateway API's, of the caller's namespace
    record Owner(
            String name, Manifest object, int visibility, boolean isLocalGatewayRoute, List<Candidate> candidates) {
        static final Comparator<Owner> BY_PRECEDENCE = Comparator.comparingInt(Owner::visibility)
                .thenComparing(owner -> !owner.isLocalGatewayRoute())
                .thenComparing(Owner::object, Visible.BY_AGE);
    }

    /// Who sends the request.
    ///
    /// @param labels of the pods
    record Sender(String namespace, Map<String, String> labels) {}

    /// What a request is for.
    ///
    /// @param host the full name
    /// @param port the Service's
    record Aim(String host, int port, Kind kind, Request request) {}

    Routes(Manifests manifests) {
        this.virtualServices = new VirtualServices(manifests);
        this.gatewayRoutes = new GatewayRoutes(manifests);
    }

    /// The places that such requests may go to, in the order of the routes.
    List<Route> of(Sender sender, Aim aim) {
        var owners = Stream.concat(
                        virtualServices.owners(sender, aim).stream(), gatewayRoutes.owners(sender, aim).stream())
                .sorted(Owner.BY_PRECEDENCE)
                .toList();
        var owner = owners.stream().filter(one -> !one.candidates().isEmpty()).findFirst();
        if (owner.isPresent()) {
            return walk(owner.get(), aim);
        }
        return List.of(
                owners.isEmpty()
                        ? straight(aim, "no VirtualService for " + aim.host() + ", so straight to it", null)
                        : straight(
                                aim,
                                owners.getFirst().name() + " has no "
                                        + aim.kind().key() + " routes, so straight to " + aim.host(),
                                owners.getFirst().object()));
    }

    private static Route straight(Aim aim, String text, @Nullable Manifest object) {
        return new Route(
                aim.host(),
                null,
                aim.port(),
                Condition.anything(),
                Verdict.YES,
                text,
                -1,
                object,
                object == null ? null : object.where(),
                Rewrite.NOTHING);
    }

    private static List<Route> walk(Owner owner, Aim aim) {
        var routes = new ArrayList<Route>();
        var before = new ArrayList<Condition>();
        for (var candidate : owner.candidates()) {
            var parts = new ArrayList<>(before);
            parts.add(candidate.when());
            var when = Condition.all(parts);
            if (when.test(aim.request()) != Match.NO) {
                candidate.to().forEach(route -> routes.add(route.when(when)));
            }
            if (candidate.when().test(aim.request()) == Match.YES) {
                return routes;
            }
            before.add(new Condition.Not(candidate.when()));
        }
        var end = Route.end(
                aim.port(),
                Verdict.NO,
                (aim.kind() == Kind.HTTP ? "404: " : "") + "no route of " + owner.name() + " matches",
                -1,
                owner.object(),
                owner.object().where("spec"));
        routes.add(end.when(Condition.all(before)));
        return routes;
    }
}
