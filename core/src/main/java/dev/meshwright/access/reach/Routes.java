package dev.meshwright.access.reach;

import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Match;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the caller's proxy sends a request for a host: by the oldest VirtualService that it sees for the host, or
/// straight to the host.
final class Routes {
    private final HostIndex virtualServices;

    /// One place that requests may go to.
    ///
    /// @param host the full name; "" where they end here
    /// @param subset null for all pods
    /// @param port of the host
    /// @param when what the requests that go there have in common
    /// @param text what decides, in half a sentence
    /// @param object the VirtualService; null where there is none
    record Route(
            String host,
            @Nullable String subset,
            int port,
            Condition when,
            Verdict verdict,
            String text,
            @Nullable Manifest object,
            @Nullable Source where) {}

    /// Who sends the request.
    ///
    /// @param labels of the pods
    record Sender(String namespace, Map<String, String> labels) {}

    Routes(Manifests manifests) {
        this.virtualServices = HostIndex.of(
                manifests.ofKind("networking.istio.io", "VirtualService").filter(object -> isForMesh(object.root())),
                "spec",
                "hosts");
    }

    private static boolean isForMesh(Node virtualService) {
        var gateways = Visible.texts(virtualService, "spec", "gateways");
        return gateways.isEmpty() || gateways.contains("mesh");
    }

    /// The places that such requests may go to, in the order of the routes.
    ///
    /// @param http whether the sender's proxy reads requests on the port
    List<Route> of(Sender sender, String host, int port, boolean http, Request request) {
        var owner = owner(sender.namespace(), host);
        if (owner.isEmpty()) {
            return List.of(straight(host, port, "no VirtualService for " + host + ", so straight to it", null));
        }
        var object = owner.get();
        var kind = http ? "http" : "tcp";
        var items = object.root().items("spec", kind);
        if (items.isEmpty()) {
            var text = "VirtualService " + object.id() + " has no " + kind + " routes, so straight to " + host;
            return List.of(straight(host, port, text, object));
        }
        return walk(object, kind, sender, host, port, request);
    }

    private static Route straight(String host, int port, String text, @Nullable Manifest object) {
        return new Route(
                host,
                null,
                port,
                Condition.anything(),
                Verdict.YES,
                text,
                object,
                object == null ? null : object.where());
    }

    private static List<Route> walk(
            Manifest object, String kind, Sender sender, String host, int port, Request request) {
        var items = object.root().items("spec", kind);
        var routes = new ArrayList<Route>();
        var before = new ArrayList<Condition>();
        for (int i = 0; i < items.size(); i++) {
            var own = RouteMatch.of(items.get(i), sender, port);
            var parts = new ArrayList<>(before);
            parts.add(own);
            var when = Condition.all(parts);
            if (when.test(request) != Match.NO) {
                var place = "VirtualService " + object.id() + ", " + kind + "[" + i + "]";
                routes.addAll(destinations(object, items.get(i), place, host, port, when));
            }
            if (own.test(request) == Match.YES) {
                return routes;
            }
            before.add(new Condition.Not(own));
        }
        routes.add(new Route(
                "",
                null,
                port,
                Condition.all(before),
                Verdict.NO,
                (kind.equals("http") ? "404: " : "") + "no route of VirtualService " + object.id() + " matches",
                object,
                object.where("spec", kind)));
        return routes;
    }

    private static List<Route> destinations(
            Manifest object, Node item, String place, String host, int port, Condition when) {
        var ending = ending(item);
        if (ending.isPresent()) {
            var text = place + " " + ending.get();
            return List.of(new Route("", null, port, when, Verdict.NO, text, object, item.where()));
        }
        if (item.at("delegate").isPresent()) {
            var text = place + " leaves it to a delegate, which is not walked here";
            return List.of(new Route("", null, port, when, Verdict.UNDECIDED, text, object, item.where()));
        }
        var routes = new ArrayList<Route>();
        for (var target : item.items("route")) {
            if (target.integer("weight").orElse(1) == 0 && item.items("route").size() > 1) {
                continue;
            }
            var written = target.text("destination", "host").orElse(host);
            var subset = target.text("destination", "subset").orElse(null);
            var name = Visible.fullName(written, object.namespaceOrDefault());
            routes.add(new Route(
                    name,
                    subset,
                    target.integer("destination", "port", "number").orElse(port),
                    when,
                    Verdict.YES,
                    place
                            + (name.equals(host) ? "" : " sends it to " + name)
                            + (subset == null ? "" : ", subset " + subset),
                    object,
                    target.where()));
        }
        return routes;
    }

    private static Optional<String> ending(Node item) {
        if (item.at("redirect").isPresent()) {
            return Optional.of("redirects it");
        }
        if (item.at("directResponse").isPresent()) {
            return Optional.of(
                    "answers it with " + item.text("directResponse", "status").orElse("a response") + " itself");
        }
        var share = item.text("fault", "abort", "percentage", "value").orElse("");
        return item.at("fault", "abort").isPresent() && (share.isEmpty() || share.equals("100"))
                ? Optional.of("aborts it on purpose")
                : Optional.empty();
    }

    private Optional<Manifest> owner(String namespace, String host) {
        return virtualServices.of(host).stream()
                .map(HostIndex.Entry::object)
                .filter(object -> Visible.isSeen(object, namespace))
                .findFirst();
    }
}
