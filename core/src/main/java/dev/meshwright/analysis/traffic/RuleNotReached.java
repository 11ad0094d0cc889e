package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A rule of a VirtualService comes after one that takes all its requests.
final class RuleNotReached implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0130",
            "RuleNotReached",
            Category.TRAFFIC,
            Severity.WARNING,
            "A rule of a VirtualService is never reached",
            "Rules are tried in order and the first that matches is taken: the requests that the rule is"
                    + " for go elsewhere.",
            "Put the rule before the one that the message names, or remove it.",
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: shop}
            spec:
              hosts: [shop]
              http:
                - route: [{destination: {host: shop}}]
                - match: [{uri: {prefix: /beta}}]
                  route: [{destination: {host: shop-beta}}]
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: shop}
            spec:
              hosts: [shop]
              http:
                - match: [{uri: {prefix: /beta}}]
                  route: [{destination: {host: shop-beta}}]
                - route: [{destination: {host: shop}}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0130/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Istio.virtualServices(mesh).stream()
                .flatMap(object -> Shadow.of(object).stream()
                        .filter(shadow -> shadow.wholeRule())
                        .map(shadow -> Finding.of(
                                INFO, object, shadow.node().where(), shadow.path(), shadow.message(), INFO.fix())));
    }
}
