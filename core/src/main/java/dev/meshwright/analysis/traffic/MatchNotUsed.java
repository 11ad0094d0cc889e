package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A match of a VirtualService comes after one that takes its requests.
final class MatchNotUsed implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0131",
            "MatchNotUsed",
            Category.TRAFFIC,
            Severity.INFO,
            "A match of a VirtualService is not used",
            "A match before it takes its requests, so they go where that one sends them.",
            "Put the narrower match first, or remove it.",
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: shop}
            spec:
              hosts: [shop]
              http:
                - match: [{uri: {prefix: /cart}}]
                  route: [{destination: {host: cart}}]
                - match: [{uri: {prefix: /cart/items}}]
                  route: [{destination: {host: items}}]
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: shop}
            spec:
              hosts: [shop]
              http:
                - match: [{uri: {prefix: /cart/items}}]
                  route: [{destination: {host: items}}]
                - match: [{uri: {prefix: /cart}}]
                  route: [{destination: {host: cart}}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0131/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Istio.virtualServices(mesh).stream()
                .flatMap(object -> Shadow.of(object).stream()
                        .filter(shadow -> !shadow.wholeRule())
                        .map(shadow -> Finding.of(
                                INFO, object, shadow.node().where(), shadow.path(), shadow.message(), INFO.fix())));
    }
}
