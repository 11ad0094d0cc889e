package dev.meshwright.topology;

import dev.meshwright.manifest.Node;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Timeouts that routes of the input already set for calls of a service.
final class RouteTimeouts {
    private RouteTimeouts() {}

    /// By the id of the service that is called.
    static Map<String, List<Timeout>> of(List<RouteRule> rules) {
        return RouteRule.byService(rules, RouteTimeouts::read);
    }

    private static Stream<Timeout> read(RouteRule rule, Service service, @Nullable String callers) {
        var at = rule.isGatewayApi()
                ? rule.node().at("timeouts", "request")
                : rule.node().at("timeout");
        return at.stream().flatMap(value -> {
            String text = value instanceof Node.Scalar scalar ? scalar.text() : "";
            var seconds = TimeLength.seconds(text, List.of());
            return seconds.stream()
                    .mapToObj(length -> new Timeout(
                            text,
                            length,
                            Timeout.Meaning.REQUEST,
                            callers,
                            service.id(),
                            value.where().file(),
                            value.where().line()));
        });
    }
}
