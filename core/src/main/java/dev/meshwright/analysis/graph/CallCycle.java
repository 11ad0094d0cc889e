package dev.meshwright.analysis.graph;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Reads;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Source;
import dev.meshwright.topology.Edge;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Services call each other in a circle. One finding per group of services that all reach each other, with a shortest
/// circle in it.
final class CallCycle implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW1301",
            "CallCycle",
            Category.TRAFFIC,
            Severity.WARNING,
            "Services call each other in a circle",
            "A slow member makes its callers slow, which make it slower still: timeouts cannot be ordered along the"
                    + " circle, retries multiply in it, and none of its members can be rolled out before the others.",
            "Break the circle with a queue or a callback, or give the way back a shorter timeout and no retries.",
            pods("http://reviews.shop"),
            pods("none"),
            "https://sre.google/sre-book/addressing-cascading-failures/");

    private static String pods(String wayBack) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: reviews, namespace: shop}
                spec:
                  selector: {app: reviews}
                  ports: [{name: http, port: 80}]
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: reviews, namespace: shop, labels: {app: reviews}}
                spec:
                  containers:
                    - name: reviews
                      image: registry.example/reviews:1
                      env: [{name: RATINGS_URL, value: "http://ratings.shop"}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: ratings, namespace: shop}
                spec:
                  selector: {app: ratings}
                  ports: [{name: http, port: 80}]
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: ratings, namespace: shop, labels: {app: ratings}}
                spec:
                  containers:
                    - name: ratings
                      image: registry.example/ratings:1
                      env: [{name: REVIEWS_URL, value: "%s"}]
                """.formatted(wayBack);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Reads reads() {
        return Reads.CALLS;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var names = names(mesh);
        return Cycles.shortest(mesh.topology().edges()).stream().flatMap(cycle -> finding(mesh, cycle, names));
    }

    /// Service names by id, where only one service has the name.
    private static Map<String, String> names(Mesh mesh) {
        var count = new HashMap<String, Integer>();
        mesh.topology().services().forEach(service -> count.merge(service.name(), 1, Integer::sum));
        var names = new HashMap<String, String>();
        for (var service : mesh.topology().services()) {
            names.put(service.id(), count.getOrDefault(service.name(), 0) == 1 ? service.name() : service.id());
        }
        return names;
    }

    private static Stream<Finding> finding(Mesh mesh, List<Edge> cycle, Map<String, String> names) {
        var ids = cycle.stream().map(Edge::from).collect(Collectors.toList());
        ids.add(ids.getFirst());
        var message =
                "cycle: " + ids.stream().map(id -> names.getOrDefault(id, id)).collect(Collectors.joining(" → "));
        return cycle.stream()
                .flatMap(edge -> edge.evidence().stream())
                .flatMap(evidence -> mesh.objectAt(evidence.file(), evidence.line()).stream()
                        .map(object -> Finding.of(
                                INFO,
                                object,
                                new Source(evidence.file(), evidence.line(), 1),
                                "",
                                message,
                                INFO.fix())))
                .findFirst()
                .stream();
    }
}
