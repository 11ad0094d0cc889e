package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Hosts;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Reads;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A DestinationRule for many hosts, each of which has a rule of its own that outdoes it.
final class WildcardRuleNotUsed implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW1106",
            "WildcardRuleNotUsed",
            Category.TRAFFIC,
            Severity.WARNING,
            "More specific DestinationRules leave nothing to this one",
            "Of the rules of a namespace the one with the most specific host counts, as a whole: nothing of a wildcard's"
                    + " settings is added to it. Each host that this rule is for has one of its own.",
            "Repeat in the specific rules what they need of it, and remove it.",
            rules("reviews"),
            rules("*.shop.svc.cluster.local"),
            "https://istio.io/latest/docs/reference/config/networking/destination-rule/#DestinationRule");

    private static String rules(String host) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: reviews, namespace: shop}
                spec: {selector: {app: reviews}, ports: [{name: http, port: 80}]}
                ---
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: own, namespace: shop}
                spec: {host: "%s", trafficPolicy: {connectionPool: {tcp: {connectTimeout: 1s}}}}
                ---
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: all, namespace: shop}
                spec:
                  host: "*.shop.svc.cluster.local"
                  trafficPolicy: {connectionPool: {tcp: {connectTimeout: 1s}}}
                """.formatted(host);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /// A host with a rule of its own in a namespace.
    private record Own(String namespace, String host) {}

    @Override
    public Reads reads() {
        return Reads.MESH;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var wildcards = Istio.destinationRules(mesh).stream()
                .filter(rule -> host(rule).startsWith("*") && isForAll(rule))
                .toList();
        if (wildcards.isEmpty()) {
            return Stream.empty();
        }
        var own = new HashSet<Own>();
        Istio.destinationRules(mesh).stream()
                .filter(rule -> isForAll(rule) && !host(rule).startsWith("*"))
                .forEach(rule -> own.add(new Own(rule.namespaceOrDefault(), host(rule))));
        return wildcards.stream().filter(rule -> isOutdone(mesh, rule, own)).map(WildcardRuleNotUsed::finding);
    }

    private static boolean isForAll(Manifest rule) {
        return rule.root().at("spec", "workloadSelector").isEmpty()
                && Istio.exportTo(rule).stream().allMatch(scope -> scope.equals("*"));
    }

    private static String host(Manifest rule) {
        return Hosts.fullName(
                rule.namespaceOrDefault(), rule.root().text("spec", "host").orElse(""));
    }

    /// Whether it matches hosts of the input, and each of them has a rule of its own beside it. Hosts outside that
    /// ServiceEntries declare may be matched too, so with one of those among them nothing is said.
    private static boolean isOutdone(Mesh mesh, Manifest rule, Set<Own> own) {
        var end = host(rule).substring(1);
        boolean matchesOutside = mesh.objects(Istio.NETWORKING, "ServiceEntry").stream()
                .flatMap(entry -> Istio.hosts(entry).stream())
                .anyMatch(host -> host.endsWith(end));
        List<String> matched = mesh.topology().services().stream()
                .filter(service -> !service.isWorkloadOnly())
                .map(Service::host)
                .filter(host -> host.endsWith(end))
                .toList();
        return !matchesOutside
                && !matched.isEmpty()
                && matched.stream().allMatch(host -> own.contains(new Own(rule.namespaceOrDefault(), host)));
    }

    private static Finding finding(Manifest rule) {
        return Finding.of(
                INFO,
                rule,
                rule.where("spec", "host"),
                "spec.host",
                "every host that " + host(rule) + " matches has a DestinationRule of its own in "
                        + rule.namespaceOrDefault(),
                INFO.fix());
    }
}
