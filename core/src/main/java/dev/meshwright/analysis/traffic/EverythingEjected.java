package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// Outlier detection may leave no instance of a service.
final class EverythingEjected implements Rule {
    private static final int ALL = 100;

    private static final RuleInfo INFO = new RuleInfo(
            "MW1108",
            "EverythingEjected",
            Category.TRAFFIC,
            Severity.WARNING,
            "Outlier detection may leave no instance at all",
            "When all instances fail for a moment, because of what they depend on or because of one kind of request, all"
                    + " are taken out, and callers get 503 for the whole ejection time, though the trouble is over.",
            "Set maxEjectionPercent to 50 or less, or minHealthPercent above 0.",
            rule("maxEjectionPercent: 100"),
            rule("maxEjectionPercent: 50"),
            "https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection");

    private static String rule(String setting) {
        return """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: reviews, namespace: shop}
                spec:
                  host: reviews
                  trafficPolicy:
                    outlierDetection: {consecutive5xxErrors: 5, %s}
                """.formatted(setting);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return PolicyPart.all(mesh)
                .flatMap(part -> part.node().at("outlierDetection").stream()
                        .filter(outliers ->
                                outliers.integer("maxEjectionPercent").orElse(0) >= ALL
                                        && outliers.integer("minHealthPercent").orElse(0) <= 0)
                        .map(outliers -> part.finding(
                                INFO,
                                outliers.at("maxEjectionPercent").orElse(outliers),
                                "outlierDetection.maxEjectionPercent",
                                "all instances of " + part.host() + " may be taken out at once")));
    }
}
