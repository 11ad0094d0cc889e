package dev.meshwright.topology;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Retries that routes of the input set for calls of a service. Only a number that is written counts, not the default
/// that proxies have where a route says nothing.
final class RouteRetries {
    /// After these the server has not begun: the call never reached it.
    private static final Set<String> NOT_BEGUN = Set.of(
            "connect-failure",
            "refused-stream",
            "reset-before-request",
            "http3-post-connect-failure",
            "envoy-ratelimited");
    /// These are the answers of gRPC services.
    private static final Set<String> GRPC =
            Set.of("cancelled", "deadline-exceeded", "internal", "resource-exhausted", "unavailable");
    /// What holds where a route says how often, but not when.
    private static final String DEFAULT = "connect-failure,refused-stream,unavailable,cancelled";

    private static final int MOST = 1_000;

    private RouteRetries() {}

    /// By the id of the service that is called.
    static Map<String, List<Retry>> of(List<RouteRule> rules) {
        return RouteRule.byService(rules, RouteRetries::read);
    }

    private static Stream<Retry> read(RouteRule rule, Service service, @Nullable String callers) {
        var at = rule.isGatewayApi()
                ? rule.node().at("retry", "attempts")
                : rule.node().at("retries", "attempts");
        return at.stream()
                .flatMap(node -> node.integer().stream()
                        .filter(attempts -> attempts > 0 && attempts <= MOST)
                        .map(attempts -> new Retry(
                                Integer.toString(attempts),
                                attempts + 1,
                                repeatsWork(rule, service),
                                callers,
                                service.id(),
                                node.where().file(),
                                node.where().line())));
    }

    private static boolean repeatsWork(RouteRule rule, Service service) {
        var node = rule.node();
        if (rule.isGatewayApi() && !node.items("retry", "codes").isEmpty()) {
            return true;
        }
        var conditions =
                node.text("retries", "retryOn").filter(text -> !text.isBlank()).orElse(DEFAULT);
        boolean speaksGrpc = service.ports().stream().anyMatch(port -> port.protocol() == Protocol.GRPC);
        return Stream.of(conditions.split(","))
                .map(String::strip)
                .anyMatch(condition -> !condition.isEmpty()
                        && !NOT_BEGUN.contains(condition)
                        && (speaksGrpc || !GRPC.contains(condition)));
    }
}
