package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.List;
import java.util.stream.Stream;

/// A connection pool that lets one call through at a time.
final class PoolOfOne implements Rule {
    private static final List<List<String>> LIMITS = List.of(
            List.of("tcp", "maxConnections"),
            List.of("http", "http1MaxPendingRequests"),
            List.of("http", "http2MaxRequests"));

    private static final RuleInfo INFO = new RuleInfo(
            "MW1109",
            "PoolOfOne",
            Category.CAPACITY,
            Severity.WARNING,
            "A connection pool lets one call through at a time",
            "Each caller's proxy refuses what comes beyond the limit with 503 at once. A limit of 1 is right to show how a"
                    + " circuit breaker works, and refuses calls under any real load.",
            "Set the limit well above the calls that one pod makes at the same time, such as 100.",
            rule("1"),
            rule("100"),
            "https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings");

    private static String rule(String limit) {
        return """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: reviews, namespace: shop}
                spec:
                  host: reviews
                  trafficPolicy:
                    connectionPool: {http: {http1MaxPendingRequests: %s}}
                """.formatted(limit);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return PolicyPart.all(mesh)
                .flatMap(part -> LIMITS.stream()
                        .flatMap(limit -> part.node().at("connectionPool", limit.getFirst(), limit.getLast()).stream()
                                .filter(value -> value.integer().orElse(0) == 1)
                                .map(value -> part.finding(
                                        INFO,
                                        value,
                                        "connectionPool." + String.join(".", limit),
                                        limit.getLast() + " of " + part.host()
                                                + " is 1: what comes meanwhile gets 503")))
                        .limit(1));
    }
}
