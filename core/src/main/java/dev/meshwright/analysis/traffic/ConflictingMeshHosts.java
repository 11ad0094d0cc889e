package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Hosts;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Source;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Several VirtualServices for sidecars claim one host in one namespace's view.
final class ConflictingMeshHosts implements Rule {
    private static final String ALL = "*";
    private static final String NOBODY = "~";

    private static final RuleInfo INFO = new RuleInfo(
            "IST0109",
            "ConflictingMeshHosts",
            Category.TRAFFIC,
            Severity.ERROR,
            "Several VirtualServices claim one host inside the mesh",
            "Sidecars take the oldest and drop the others without a word; which one that is depends on creation time.",
            "Merge their routes into one VirtualService, or narrow exportTo so that no namespace sees two.",
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: shop}
            spec:
              hosts: [reviews]
              http: [{route: [{destination: {host: reviews}}]}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews-canary, namespace: shop}
            spec:
              hosts: [reviews.shop.svc.cluster.local]
              http: [{route: [{destination: {host: reviews}}]}]
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: shop}
            spec:
              hosts: [reviews]
              http: [{route: [{destination: {host: reviews}}]}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0109/");

    /// A host in the view of one namespace, or of all (`*`).
    private record View(String namespace, String host) {}

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var claims = claims(mesh);
        var forAllWithWildcard = claims.keySet().stream()
                .filter(view -> view.namespace().equals(ALL) && view.host().startsWith("*"))
                .toList();
        var reported = new LinkedHashMap<Source, Finding>();
        claims.forEach((view, claimants) -> {
            var all = new LinkedHashMap<>(claimants);
            if (!view.namespace().equals(ALL)) {
                alsoInView(view, claims, forAllWithWildcard)
                        .forEach(other -> claims.getOrDefault(other, new LinkedHashMap<>())
                                .forEach(all::putIfAbsent));
            }
            if (all.size() > 1) {
                all.values()
                        .forEach(object ->
                                reported.computeIfAbsent(object.where(), _ -> finding(object, view, all.keySet())));
            }
        });
        return reported.values().stream();
    }

    /// The views for all namespaces whose host overlaps with one that a single namespace sees.
    private static Stream<View> alsoInView(
            View view, SequencedMap<View, SequencedMap<String, Manifest>> claims, List<View> forAllWithWildcard) {
        if (view.host().startsWith("*")) {
            return claims.keySet().stream()
                    .filter(other ->
                            other.namespace().equals(ALL) && GatewayReference.matches(view.host(), other.host()));
        }
        return Stream.concat(
                Stream.of(new View(ALL, view.host())),
                forAllWithWildcard.stream().filter(other -> GatewayReference.matches(other.host(), view.host())));
    }

    /// By view, the VirtualServices that claim the host by their ids: one that stands twice, in the input or in its
    /// own hosts, claims once.
    private static SequencedMap<View, SequencedMap<String, Manifest>> claims(Mesh mesh) {
        var claims = new LinkedHashMap<View, SequencedMap<String, Manifest>>();
        for (var object : Istio.virtualServices(mesh)) {
            if (Istio.isForSidecars(object)) {
                for (var namespace : views(object)) {
                    for (var host : Istio.hosts(object)) {
                        var view = new View(namespace, Hosts.fullName(object.namespaceOrDefault(), host));
                        claims.computeIfAbsent(view, _ -> new LinkedHashMap<>()).putIfAbsent(object.id(), object);
                    }
                }
            }
        }
        return claims;
    }

    private static SequencedSet<String> views(Manifest object) {
        var views = new LinkedHashSet<String>();
        for (var namespace : Istio.exportTo(object)) {
            views.add(namespace.equals(".") ? object.namespaceOrDefault() : namespace);
        }
        if (views.isEmpty() || views.contains(ALL)) {
            return new LinkedHashSet<>(List.of(ALL));
        }
        views.remove(NOBODY);
        return views;
    }

    private static Finding finding(Manifest object, View view, Set<String> all) {
        var others = all.stream().filter(other -> !other.equals(object.id())).collect(Collectors.joining(", "));
        return Finding.of(
                INFO,
                object,
                object.where("spec", "hosts"),
                "spec.hosts",
                view.host() + " is claimed by " + others + " as well"
                        + (view.namespace().equals(ALL) ? "" : " in the view of namespace " + view.namespace()),
                INFO.fix());
    }
}
