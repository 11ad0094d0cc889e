package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/// A rule before this one takes every request that it is for. Compared by what the matches mean; what Istio's own
/// comparison of texts finds has its own codes and is left to them.
final class RouteNeverTaken implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW1104",
            "RouteNeverTaken",
            Category.TRAFFIC,
            Severity.WARNING,
            "A rule before it takes all its requests",
            "Rules are tried in order and the first that matches is taken: no request gets to this one.",
            "Put the narrower rule first, or remove it.",
            routes("{uri: {prefix: /cart}}", "{uri: {exact: /cart/items}, method: {exact: POST}}"),
            routes("{uri: {exact: /cart/items}, method: {exact: POST}}", "{uri: {prefix: /cart}}"),
            "https://istio.io/latest/docs/concepts/traffic-management/#routing-rule-precedence");

    private static String routes(String first, String second) {
        return """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: shop, namespace: shop}
                spec:
                  hosts: [shop]
                  http:
                    - match: [%s]
                      route: [{destination: {host: cart}}]
                    - match: [%s]
                      route: [{destination: {host: items}}]
                """.formatted(first, second);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Istio.virtualServices(mesh).stream().flatMap(object -> findings(object).stream());
    }

    private record Earlier(HttpMatch match, String name) {}

    private static List<Finding> findings(Manifest object) {
        var rules = object.root().items("spec", "http");
        var findings = new ArrayList<Finding>();
        if (rules.size() < 2) {
            return findings;
        }
        var known = new HashSet<Node>();
        Shadow.of(object).forEach(shadow -> known.add(shadow.node()));
        var earlier = new ArrayList<Earlier>();
        for (int i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            var matches = rule.items("match");
            var covered = new ArrayList<Finding>();
            int taken = 0;
            for (int j = 0; j < matches.size(); j++) {
                var match = new HttpMatch(matches.get(j));
                var by = earlier.stream()
                        .filter(one -> one.match().covers(match))
                        .findFirst();
                taken += by.isPresent() || known.contains(match.node()) ? 1 : 0;
                if (by.isPresent() && !known.contains(match.node())) {
                    covered.add(Finding.of(
                            INFO,
                            object,
                            match.node().where(),
                            "spec.http[" + i + "].match[" + j + "]",
                            "match #" + j + " of rule " + name(rule, i) + " is never taken: rule "
                                    + by.get().name() + " takes its requests",
                            INFO.fix()));
                }
            }
            boolean isWholeRule = taken == matches.size();
            covered.forEach(finding -> findings.add(isWholeRule ? finding : finding.withSeverity(Severity.INFO)));
            for (var match : matches) {
                earlier.add(new Earlier(new HttpMatch(match), name(rule, i)));
            }
        }
        return findings;
    }

    private static String name(Node rule, int number) {
        return rule.text("name")
                .filter(name -> !name.isEmpty())
                .map(name -> "\"" + name + "\"")
                .orElse("#" + number);
    }
}
