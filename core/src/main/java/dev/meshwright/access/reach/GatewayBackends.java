package dev.meshwright.access.reach;

import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.access.reach.GatewayRoutes.Rule;
import dev.meshwright.access.reach.Routes.Aim;
import dev.meshwright.access.reach.Routes.Route;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where rules of the Gateway API's routes send requests: the Services that they name, where a ReferenceGrant lets them
/// if these are in other namespaces.
final class GatewayBackends {
    private final List<Manifest> grants;

    GatewayBackends(Manifests manifests) {
        this.grants =
                manifests.ofKind("gateway.networking.k8s.io", "ReferenceGrant").toList();
    }

    List<Route> of(Rule rule, GatewayMatch match, Aim aim) {
        var filters = rule.item().items("filters");
        var redirect = filters.stream()
                .filter(filter -> filter.text("type").orElse("").equals("RequestRedirect"))
                .findFirst();
        if (redirect.isPresent()) {
            return List.of(end(rule, aim, "redirects it", redirect.get()));
        }
        var backends = rule.item().items("backendRefs").stream()
                .filter(backend -> backend.integer("weight").orElse(1) > 0)
                .toList();
        if (backends.isEmpty()) {
            return List.of(end(rule, aim, "answers it with 500, because it names no backend", rule.item()));
        }
        var routes = new ArrayList<Route>();
        for (var backend : backends) {
            routes.add(to(backend, rule, rewrite(filters, match), aim));
        }
        return routes;
    }

    private Route to(Node backend, Rule rule, Rewrite rewrite, Aim aim) {
        var own = rule.route().namespaceOrDefault();
        var namespace = backend.text("namespace").orElse(own);
        var name = backend.text("name").orElse("");
        var kind = backend.text("group").orElse("") + "/" + backend.text("kind").orElse("Service");
        var host = switch (kind) {
            case "/Service", "core/Service" -> name + "." + namespace + ".svc.cluster.local";
            case "networking.istio.io/Hostname" -> name;
            default -> "";
        };
        if (host.isEmpty()) {
            return end(rule, aim, "answers it with 500, because it names a backend of another kind", backend);
        }
        if (!namespace.equals(own) && !isGranted(rule.route(), namespace, name)) {
            var text = "answers it with 500, because no ReferenceGrant lets it name Services of " + namespace;
            return end(rule, aim, text, backend);
        }
        return new Route(
                host,
                null,
                backend.integer("port").orElse(aim.port()),
                Condition.anything(),
                Verdict.YES,
                rule.place() + (host.equals(aim.host()) ? "" : " sends it to " + host),
                rule.index(),
                rule.route(),
                backend.where(),
                rewrite);
    }

    private static Route end(Rule rule, Aim aim, String text, Node where) {
        return Route.end(aim.port(), Verdict.NO, rule.place() + " " + text, rule.index(), rule.route(), where.where());
    }

    private boolean isGranted(Manifest route, String namespace, String name) {
        return grants.stream()
                .filter(grant -> grant.namespaceOrDefault().equals(namespace))
                .anyMatch(grant -> grant.root().items("spec", "from").stream()
                                .anyMatch(from -> from.text("kind").orElse("").equals(route.kind())
                                        && from.text("namespace").orElse("").equals(route.namespaceOrDefault()))
                        && grant.root().items("spec", "to").stream()
                                .anyMatch(to -> to.text("kind").orElse("").equals("Service")
                                        && to.text("name").orElse(name).equals(name)));
    }

    private static Rewrite rewrite(List<Node> filters, GatewayMatch match) {
        Optional<Node> found = filters.stream()
                .filter(filter -> filter.text("type").orElse("").equals("URLRewrite"))
                .flatMap(filter -> filter.at("urlRewrite").stream())
                .findFirst();
        if (found.isEmpty()) {
            return Rewrite.NOTHING;
        }
        var host = found.get().text("hostname").orElse(null);
        var whole = found.get().text("path", "replaceFullPath");
        if (whole.isPresent()) {
            return new Rewrite(host, whole.get(), null, false);
        }
        var prefix = found.get().text("path", "replacePrefixMatch").orElse(null);
        return new Rewrite(
                host, prefix, match.prefix(), prefix != null && match.prefix().isEmpty());
    }
}
