package dev.meshwright.analysis.envoyfilter;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One patch of an EnvoyFilter.
///
/// @param index in `configPatches`
/// @param name of the filter or object that it adds or changes; "" where it names none
/// @param afterVersioned whether a patch before it, of this or another EnvoyFilter, is for one proxy version and names
///     the same
record Patch(Manifest envoyFilter, int index, Node node, String name, boolean afterVersioned) {
    private static final Set<String> ROUTES = Set.of("ROUTE_CONFIGURATION", "HTTP_ROUTE");
    private static final Set<String> REPLACEABLE = Set.of("NETWORK_FILTER", "HTTP_FILTER", "VIRTUAL_HOST");

    /// The filters that refuse, in listeners and in requests.
    private static final Set<String> ENFORCING = Set.of(
            "envoy.filters.http.rbac",
            "envoy.filters.network.rbac",
            "envoy.filters.http.jwt_authn",
            "envoy.filters.http.ext_authz",
            "envoy.filters.network.ext_authz",
            "istio_authn");

    private record All(List<Patch> patches) {}

    private static Stream<Patch> all(Mesh mesh) {
        return mesh.view(All.class, Patch::collect).patches().stream();
    }

    private static All collect(Mesh mesh) {
        var patches = new ArrayList<Patch>();
        var versioned = new HashSet<String>();
        for (var object : mesh.objects("networking.istio.io", "EnvoyFilter")) {
            var items = object.root().items("spec", "configPatches");
            for (int i = 0; i < items.size() && items.get(i).at("patch").isPresent(); i++) {
                var item = items.get(i);
                var name = name(item);
                patches.add(new Patch(object, i, item, name, versioned.contains(name)));
                if (!item.text("match", "proxy", "proxyVersion").orElse("").isEmpty()) {
                    versioned.add(name);
                }
            }
        }
        return new All(List.copyOf(patches));
    }

    private static String name(Node patch) {
        if (patch.at("patch", "value")
                .filter(value -> value instanceof Node.Mapping)
                .isEmpty()) {
            return "";
        }
        return patch.text("patch", "value", "name")
                .or(() -> patch.text("match", "listener", "filterChain", "filter", "name"))
                .orElse("");
    }

    String operation() {
        return node.text("patch", "operation").orElse("");
    }

    boolean appliesToRoutes() {
        return ROUTES.contains(applyTo());
    }

    boolean canBeReplaced() {
        return REPLACEABLE.contains(applyTo());
    }

    /// Whether its effect depends on what other EnvoyFilters have done before, and nothing says in which order.
    boolean isRelative() {
        boolean relative = switch (operation()) {
            case "INSERT_BEFORE", "INSERT_AFTER" -> true;
            case "REMOVE" -> !appliesToRoutes();
            case "REPLACE" -> canBeReplaced();
            default -> false;
        };
        return relative && envoyFilter.root().integer("spec", "priority").orElse(0) == 0;
    }

    /// Whether it removes a filter by which proxies enforce policies.
    boolean takesOutSecurity() {
        var filter = node.at("match", "listener", "filterChain", "filter");
        var name = filter.flatMap(one -> one.text("subFilter", "name"))
                .or(() -> filter.flatMap(one -> one.text("name")))
                .orElse("");
        return operation().equals("REMOVE") && ENFORCING.contains(name);
    }

    private String applyTo() {
        return node.text("applyTo").orElse("");
    }

    /// One finding for each EnvoyFilter that has patches with the fault, at the first of them.
    static Stream<Finding> findings(Mesh mesh, Predicate<Patch> hasFault, RuleInfo rule, String message) {
        var faulty = all(mesh)
                .filter(hasFault)
                .collect(Collectors.groupingBy(
                        patch -> patch.envoyFilter().where(), LinkedHashMap::new, Collectors.toList()));
        return faulty.values().stream().map(patches -> finding(patches, rule, message));
    }

    private static Finding finding(List<Patch> patches, RuleInfo rule, String message) {
        var first = patches.getFirst();
        var where = patches.stream()
                .map(patch -> "patch " + patch.index() + " (" + patch.operation() + " on " + patch.applyTo() + ")")
                .collect(Collectors.joining(", "));
        return Finding.of(
                rule,
                first.envoyFilter(),
                first.node().at("patch").map(Node::where).orElse(first.node().where()),
                "spec.configPatches[" + first.index() + "].patch",
                where + ": " + message,
                rule.fix());
    }
}
