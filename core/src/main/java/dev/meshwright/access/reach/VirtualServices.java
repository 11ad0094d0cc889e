package dev.meshwright.access.reach;

import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.access.reach.Routes.Aim;
import dev.meshwright.access.reach.Routes.Candidate;
import dev.meshwright.access.reach.Routes.Kind;
import dev.meshwright.access.reach.Routes.Owner;
import dev.meshwright.access.reach.Routes.Route;
import dev.meshwright.access.reach.Routes.Sender;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// VirtualServices for the mesh, with the delegates that they leave paths to. Those of one host are not merged: each
/// is an owner of its own.
final class VirtualServices {
    private final HostIndex byHost;
    private final Map<String, Manifest> delegates = new HashMap<>();

    VirtualServices(Manifests manifests) {
        this.byHost = HostIndex.of(
                manifests.ofKind("networking.istio.io", "VirtualService").filter(object -> isForMesh(object.root())),
                "spec",
                "hosts");
        manifests
                .ofKind("networking.istio.io", "VirtualService")
                .filter(object -> object.root().items("spec", "hosts").isEmpty())
                .forEach(object -> delegates.putIfAbsent(object.id(), object));
    }

    private static boolean isForMesh(Node virtualService) {
        var gateways = Visible.texts(virtualService, "spec", "gateways");
        return gateways.isEmpty() || gateways.contains("mesh");
    }

    /// Those that a namespace sees for a host, the oldest first.
    Stream<Manifest> of(String namespace, String host) {
        return byHost.of(host).stream()
                .map(HostIndex.Entry::object)
                .filter(object -> Visible.isSeen(object, namespace))
                .distinct();
    }

    List<Owner> owners(Sender sender, Aim aim) {
        return of(sender.namespace(), aim.host())
                .map(object -> new Owner(
                        "VirtualService " + object.id(),
                        object,
                        Visible.reach(object),
                        false,
                        candidates(object, sender, aim)))
                .toList();
    }

    private List<Candidate> candidates(Manifest object, Sender sender, Aim aim) {
        var key = aim.kind().key();
        var items = object.root().items("spec", key);
        var candidates = new ArrayList<Candidate>();
        for (int i = 0; i < items.size(); i++) {
            var rule = new Rule(object, items.get(i), i, "VirtualService " + object.id() + ", " + key + "[" + i + "]");
            if (rule.item().at("delegate").isPresent()) {
                candidates.addAll(delegated(rule, sender, aim));
            } else {
                candidates.addAll(rule.candidates(rule.item().items("match"), List.of(), sender, aim));
            }
        }
        return candidates;
    }

    /// The delegate's routes, each with what both ask for. One that asks for more than what was left to it is dropped.
    private List<Candidate> delegated(Rule root, Sender sender, Aim aim) {
        var namespace =
                root.item().text("delegate", "namespace").orElse(root.object().namespaceOrDefault());
        var name = root.item().text("delegate", "name").orElse("");
        var found = Optional.ofNullable(delegates.get(namespace + "/" + name))
                .filter(delegate -> Visible.isSeen(delegate, root.object().namespaceOrDefault()));
        if (found.isEmpty()) {
            return List.of();
        }
        var items = found.get().root().items("spec", Kind.HTTP.key());
        var candidates = new ArrayList<Candidate>();
        for (int i = 0; i < items.size(); i++) {
            var place = root.place() + " and its delegate " + found.get().id() + ", http[" + i + "]";
            var rule = new Rule(found.get(), items.get(i), i, place);
            if (rule.item().at("delegate").isEmpty()) {
                candidates.addAll(
                        rule.candidates(rule.item().items("match"), root.item().items("match"), sender, aim));
            }
        }
        return candidates;
    }

    /// One route.
    ///
    /// @param place how a person finds it
    private record Rule(Manifest object, Node item, int index, String place) {
        /// One candidate, or one per match where it matters which one does.
        ///
        /// @param outer what the route that left it to this one asks
        List<Candidate> candidates(List<Node> own, List<Node> outer, Sender sender, Aim aim) {
            var pairs = Delegation.pairs(own, outer);
            if (pairs.isEmpty()) {
                return own.isEmpty() && outer.isEmpty()
                        ? List.of(new Candidate(Condition.anything(), destinations(aim, null)))
                        : List.of();
            }
            if (item.at("rewrite").isEmpty()) {
                var conditions =
                        pairs.stream().map(pair -> condition(pair, sender, aim)).toList();
                return List.of(new Candidate(Condition.any(conditions), destinations(aim, null)));
            }
            return pairs.stream()
                    .map(pair -> new Candidate(condition(pair, sender, aim), destinations(aim, onPath(pair))))
                    .toList();
        }

        /// The match that says which part of the path is rewritten.
        private static @Nullable Node onPath(List<Node> matches) {
            return matches.stream()
                    .filter(match -> match.at("uri").isPresent())
                    .findFirst()
                    .orElse(null);
        }

        private static Condition condition(List<Node> matches, Sender sender, Aim aim) {
            return Condition.all(matches.stream()
                    .map(match -> RouteMatch.of(match, sender, aim))
                    .toList());
        }

        private List<Route> destinations(Aim aim, @Nullable Node match) {
            var ending = ending();
            if (ending.isPresent()) {
                return List.of(
                        Route.end(aim.port(), Verdict.NO, place + " " + ending.get(), index, object, item.where()));
            }
            var routes = new ArrayList<Route>();
            for (var target : item.items("route")) {
                if (target.integer("weight").orElse(1) == 0
                        && item.items("route").size() > 1) {
                    continue;
                }
                var written = target.text("destination", "host").orElse(aim.host());
                var subset = target.text("destination", "subset").orElse(null);
                var name = Visible.fullName(written, object.namespaceOrDefault());
                routes.add(new Route(
                        name,
                        subset,
                        target.integer("destination", "port", "number").orElse(aim.port()),
                        Condition.anything(),
                        Verdict.YES,
                        place
                                + (name.equals(aim.host()) ? "" : " sends it to " + name)
                                + (subset == null ? "" : ", subset " + subset),
                        index,
                        object,
                        target.where(),
                        rewrite(match)));
            }
            return routes;
        }

        private Rewrite rewrite(@Nullable Node match) {
            var uri = item.text("rewrite", "uri").orElse(null);
            var prefix = match == null ? Optional.of("/") : match.text("uri", "prefix");
            boolean isWhole = match != null && match.text("uri", "exact").isPresent();
            return new Rewrite(
                    item.text("rewrite", "authority").orElse(null),
                    uri,
                    isWhole ? null : prefix.orElse("/"),
                    item.at("rewrite", "uriRegexRewrite").isPresent()
                            || (match != null && match.text("uri", "regex").isPresent() && uri != null));
        }

        private Optional<String> ending() {
            if (item.at("redirect").isPresent()) {
                return Optional.of("redirects it");
            }
            if (item.at("directResponse").isPresent()) {
                return Optional.of("answers it with "
                        + item.text("directResponse", "status").orElse("a response") + " itself");
            }
            var share = item.text("fault", "abort", "percentage", "value").orElse("");
            return item.at("fault", "abort").isPresent() && (share.isEmpty() || share.equals("100"))
                    ? Optional.of("aborts it on purpose")
                    : Optional.empty();
        }
    }
}
