package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A route repeats requests that the server may have carried out, whatever they are.
final class RetriesRepeatWork implements Rule {
    /// After these the server has not begun.
    private static final Set<String> NOT_BEGUN =
            Set.of("connect-failure", "refused-stream", "reset-before-request", "http3-post-connect-failure");

    /// Answers of gRPC servers, of which Istio's own default has two.
    private static final Set<String> DEFAULT = Set.of("unavailable", "cancelled");

    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

    private static final RuleInfo INFO = new RuleInfo(
            "MW1107",
            "RetriesRepeatWork",
            Category.TRAFFIC,
            Severity.INFO,
            "Retries repeat requests that may have been carried out",
            "After a 5xx, a reset or a timeout of one try nobody knows how far the server got. A POST that is repeated may"
                    + " be done twice: two orders, two payments. It is a warning where the intent file says that repeating"
                    + " is not safe.",
            "Limit the retries to a route for GET, or to `retryOn: connect-failure,refused-stream`; or say in"
                    + " meshwright.yaml that the service is idempotent.",
            route(""),
            route("match: [{method: {exact: GET}}]"),
            "https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry");

    private static String route(String match) {
        return """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: orders, namespace: shop}
                spec:
                  hosts: [orders]
                  http:
                    - route: [{destination: {host: orders}}]
                      retries: {attempts: 2, retryOn: "5xx,reset"}
                      %s
                """.formatted(match);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Istio.virtualServices(mesh).stream().flatMap(object -> {
            var routes = object.root().items("spec", "http");
            return IntStream.range(0, routes.size())
                    .boxed()
                    .flatMap(i -> finding(mesh, object, routes.get(i), i).stream());
        });
    }

    private static Optional<Finding> finding(Mesh mesh, Manifest object, Node route, int index) {
        var conditions = route.text("retries", "retryOn").orElse("");
        if (route.integer("retries", "attempts").orElse(1) < 1
                || !repeatsWork(conditions)
                || isIdempotentByMethod(route)) {
            return Optional.empty();
        }
        var idempotent = services(mesh, object, route).stream()
                .map(id -> Optional.ofNullable(mesh.intent().service(id).idempotent()))
                .toList();
        if (!idempotent.isEmpty() && idempotent.stream().allMatch(one -> one.orElse(false))) {
            return Optional.empty();
        }
        boolean isKnownUnsafe = idempotent.stream().anyMatch(one -> !one.orElse(true));
        var finding = Finding.of(
                INFO,
                object,
                route.at("retries", "retryOn").map(Node::where).orElse(route.where()),
                "spec.http[" + index + "].retries.retryOn",
                "repeats requests of any method after " + conditions
                        + (isKnownUnsafe ? ", though the intent file says that this is not safe" : ""),
                INFO.fix());
        return Optional.of(isKnownUnsafe ? finding.withSeverity(Severity.WARNING) : finding);
    }

    /// Whether a condition is named, beyond Istio's default, after which the server may have done the work.
    private static boolean repeatsWork(String conditions) {
        return Stream.of(conditions.split(",", -1))
                .map(String::strip)
                .anyMatch(one -> !one.isEmpty() && !NOT_BEGUN.contains(one) && !DEFAULT.contains(one));
    }

    private static boolean isIdempotentByMethod(Node route) {
        var matches = route.items("match");
        return !matches.isEmpty()
                && matches.stream()
                        .allMatch(match -> IDEMPOTENT.contains(
                                match.text("method", "exact").orElse("")));
    }

    private static List<String> services(Mesh mesh, Manifest object, Node route) {
        return route.items("route").stream()
                .flatMap(part -> part.text("destination", "host").stream())
                .flatMap(host -> mesh.hosts().find(object.namespaceOrDefault(), host, Istio.exportTo(object)).stream())
                .map(host -> host.object().id())
                .distinct()
                .toList();
    }
}
