package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Hosts;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A DestinationRule has settings for a port that its host does not have.
final class PortSettingsWithoutPort implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW1101",
            "PortSettingsWithoutPort",
            Category.REFERENCE,
            Severity.WARNING,
            "Port-level settings for a port that does not exist",
            "The settings are never used; the port that was meant runs with those of the whole host.",
            "Use a port of the Service, not the container's.",
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              ports: [{name: http, port: 80, targetPort: 8080}]
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: reviews, namespace: shop}
            spec:
              host: reviews
              trafficPolicy:
                portLevelSettings: [{port: {number: 8080}, loadBalancer: {simple: RANDOM}}]
            """,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              ports: [{name: http, port: 80, targetPort: 8080}]
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: reviews, namespace: shop}
            spec:
              host: reviews
              trafficPolicy:
                portLevelSettings: [{port: {number: 80}, loadBalancer: {simple: RANDOM}}]
            """,
            "https://istio.io/latest/docs/reference/config/networking/destination-rule/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Istio.destinationRules(mesh).stream()
                .flatMap(rule -> mesh
                        .hosts()
                        .find(
                                rule.namespaceOrDefault(),
                                rule.root().text("spec", "host").orElse(""),
                                Istio.exportTo(rule))
                        .filter(Hosts.Host::tellsPorts)
                        .stream()
                        .flatMap(host -> findings(rule, host).stream()));
    }

    private static List<Finding> findings(Manifest rule, Hosts.Host host) {
        var findings = new ArrayList<Finding>();
        add(findings, rule, host, rule.root().items("spec", "trafficPolicy", "portLevelSettings"), "spec");
        var subsets = rule.root().items("spec", "subsets");
        for (int i = 0; i < subsets.size(); i++) {
            var settings = subsets.get(i).items("trafficPolicy", "portLevelSettings");
            add(findings, rule, host, settings, "spec.subsets[" + i + "]");
        }
        return findings;
    }

    private static void add(List<Finding> to, Manifest rule, Hosts.Host host, List<Node> settings, String path) {
        for (int i = 0; i < settings.size(); i++) {
            var number = settings.get(i).integer("port", "number").orElse(0);
            if (number > 0 && host.port(number).isEmpty()) {
                var where =
                        settings.get(i).at("port", "number").map(Node::where).orElse(rule.where());
                var ports = host.ports().stream()
                        .map(port -> String.valueOf(port.number()))
                        .collect(Collectors.joining(", "));
                to.add(Finding.of(
                        INFO,
                        rule,
                        where,
                        path + ".trafficPolicy.portLevelSettings[" + i + "].port.number",
                        host.name() + " has no port " + number + (ports.isEmpty() ? "" : "; it has " + ports),
                        INFO.fix()));
            }
        }
    }
}
