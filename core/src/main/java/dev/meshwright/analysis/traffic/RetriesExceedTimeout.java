package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A route's tries cannot all take place before its timeout.
final class RetriesExceedTimeout implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW1102",
            "RetriesExceedTimeout",
            Category.TRAFFIC,
            Severity.WARNING,
            "The retries do not fit into the timeout",
            "The timeout covers all tries together: the last ones are cut off or never made, so callers get a 504 where"
                    + " the retries were meant to help.",
            "Make the timeout at least (attempts + 1) x perTryTimeout, or ask for fewer or shorter tries.",
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: shop}
            spec:
              hosts: [reviews]
              http:
                - route: [{destination: {host: reviews}}]
                  timeout: 3s
                  retries: {attempts: 3, perTryTimeout: 2s}
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: shop}
            spec:
              hosts: [reviews]
              http:
                - route: [{destination: {host: reviews}}]
                  timeout: 3s
                  retries: {attempts: 2, perTryTimeout: 1s}
            """,
            "https://istio.io/latest/docs/concepts/traffic-management/#retries");

    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|h|m|s)");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Istio.virtualServices(mesh).stream().flatMap(object -> findings(object).stream());
    }

    private static List<Finding> findings(Manifest object) {
        var findings = new ArrayList<Finding>();
        var routes = object.root().items("spec", "http");
        for (int i = 0; i < routes.size(); i++) {
            var route = routes.get(i);
            long tries = route.integer("retries", "attempts").orElse(0) + 1L;
            var timeout = duration(route, "timeout");
            var perTry = duration(route, "retries", "perTryTimeout");
            if (tries > 1 && timeout.isPresent() && perTry.isPresent() && isLess(timeout.get(), perTry.get(), tries)) {
                var where = route.at("retries").map(Node::where).orElse(route.where());
                findings.add(finding(object, route, where, "spec.http[" + i + "].retries", tries));
            }
        }
        return findings;
    }

    private static boolean isLess(Duration timeout, Duration perTry, long tries) {
        return timeout.isPositive() && timeout.toMillis() / (double) tries < perTry.toMillis();
    }

    private static Finding finding(Manifest object, Node route, Source where, String path, long tries) {
        return Finding.of(
                INFO,
                object,
                where,
                path,
                tries + " tries of " + route.text("retries", "perTryTimeout").orElse("") + " each do not fit into "
                        + route.text("timeout").orElse(""),
                INFO.fix());
    }

    /// A duration as Istio writes it (`1h30m`, `1.5s`, `250ms`); empty if it is none or beyond all use.
    private static Optional<Duration> duration(Node route, String... keys) {
        var text = route.text(keys).orElse("");
        var parts = PART.matcher(text);
        double millis = 0;
        int end = 0;
        while (parts.find() && parts.start() == end) {
            millis += Double.parseDouble(parts.group(1))
                    * switch (parts.group(2)) {
                        case "h" -> 3_600_000;
                        case "m" -> 60_000;
                        case "s" -> 1_000;
                        default -> 1;
                    };
            end = parts.end();
        }
        return end == 0 || end < text.length() || millis > Long.MAX_VALUE / 2.0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) millis));
    }
}
