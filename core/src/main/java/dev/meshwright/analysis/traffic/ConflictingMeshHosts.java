package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Hosts;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Several VirtualServices for sidecars claim one host in one namespace's view.
final class ConflictingMeshHosts implements Rule {
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
        return claims(mesh).entrySet().stream()
                .filter(claim -> claim.getValue().size() > 1)
                .flatMap(claim -> claim.getValue().stream().map(object -> finding(object, claim.getKey(), claim.getValue())));
    }

    private static SequencedMap<View, SequencedSet<Manifest>> claims(Mesh mesh) {
        var claims = new LinkedHashMap<View, SequencedSet<Manifest>>();
        for (var object : Istio.virtualServices(mesh)) {
            var gateways = Istio.texts(object, "gateways");
            if (gateways.isEmpty() || gateways.contains("mesh")) {
                for (var namespace : views(object)) {
                    for (var host : Istio.hosts(object)) {
                        var view = new View(namespace, Hosts.fullName(object.namespaceOrDefault(), host));
                        claims.computeIfAbsent(view, _ -> new LinkedHashSet<>()).add(object);
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
        return views.isEmpty() || views.contains("*") ? new LinkedHashSet<>(List.of("*")) : views;
    }

    private static Finding finding(Manifest object, View view, SequencedSet<Manifest> all) {
        var others = all.stream()
                .filter(other -> other != object)
                .map(Manifest::id)
                .collect(Collectors.joining(", "));
        return Finding.of(
                INFO,
                object,
                object.where("spec", "hosts"),
                "spec.hosts",
                view.host() + " is claimed by " + others + " as well"
                        + (view.namespace().equals("*") ? "" : " in the view of namespace " + view.namespace()),
                INFO.fix());
    }
}
