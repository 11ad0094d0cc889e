package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Node;
import java.util.List;
import java.util.stream.Stream;

/// Calls are to go to another locality when one fails, and nothing notices that it fails.
final class FailoverWithoutOutliers implements Rule {
    private static final List<String> FAILOVER = List.of("failover", "failoverPriority");

    private static final RuleInfo INFO = new RuleInfo(
            "MW1110",
            "FailoverWithoutOutliers",
            Category.TRAFFIC,
            Severity.WARNING,
            "Failover between localities without outlier detection",
            "Proxies leave a locality when too few of its instances are healthy, and only outlier detection tells them."
                    + " Without it istiod does not rank localities, and the failover never happens.",
            "Add outlierDetection to the same trafficPolicy.",
            rule(""),
            rule("outlierDetection: {consecutive5xxErrors: 5}"),
            "https://istio.io/latest/docs/tasks/traffic-management/locality-load-balancing/failover/");

    private static String rule(String outliers) {
        return """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: reviews, namespace: shop}
                spec:
                  host: reviews
                  trafficPolicy:
                    loadBalancer:
                      localityLbSetting: {enabled: true, failover: [{from: eu-west, to: eu-north}]}
                    %s
                """.formatted(outliers);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return PolicyPart.all(mesh)
                .filter(part -> part.at("outlierDetection").isEmpty())
                .flatMap(part -> part.node().at("loadBalancer", "localityLbSetting").stream()
                        .filter(FailoverWithoutOutliers::failsOver)
                        .map(setting -> part.finding(
                                INFO,
                                setting,
                                "loadBalancer.localityLbSetting",
                                "calls of " + part.host() + " stay in their locality, whatever fails there")));
    }

    private static boolean failsOver(Node setting) {
        return setting.bool("enabled").orElse(true)
                && FAILOVER.stream().anyMatch(field -> !setting.items(field).isEmpty());
    }
}
