package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A field of a VirtualService or Sidecar is deprecated.
final class DeprecatedField implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0002",
            "DeprecatedField",
            Category.VALIDITY,
            Severity.WARNING,
            "A field is deprecated",
            "Istio replaces or ignores it, and a later version no longer reads it.",
            "Use the field that the message names.",
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: shop}
            spec:
              hosts: [shop]
              http:
                - fault: {delay: {fixedDelay: 5s, percent: 10}}
                  route: [{destination: {host: shop}}]
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: shop}
            spec:
              hosts: [shop]
              http:
                - fault: {delay: {fixedDelay: 5s, percentage: {value: 10}}}
                  route: [{destination: {host: shop}}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0002/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Stream.concat(
                Istio.virtualServices(mesh).stream().flatMap(DeprecatedField::delays),
                mesh.objects(Istio.NETWORKING, "Sidecar").stream().flatMap(DeprecatedField::egressProxy));
    }

    private static Stream<Finding> delays(Manifest object) {
        var routes = object.root().items("spec", "http");
        return IntStream.range(0, routes.size())
                .boxed()
                .flatMap(i -> routes
                        .get(i)
                        .at("fault", "delay", "percent")
                        .filter(percent -> !percent.text().orElse("").equals("0"))
                        .map(percent -> Finding.of(
                                INFO,
                                object,
                                percent.where(),
                                "spec.http[" + i + "].fault.delay.percent",
                                "fault.delay.percent is deprecated",
                                "Write percentage: {value: " + percent.text().orElse("") + "}."))
                        .stream());
    }

    private static Stream<Finding> egressProxy(Manifest object) {
        return object.root().at("spec", "outboundTrafficPolicy", "egressProxy").stream()
                .map(proxy -> Finding.of(
                        INFO,
                        object,
                        proxy.where(),
                        "spec.outboundTrafficPolicy.egressProxy",
                        "outboundTrafficPolicy.egressProxy is ignored",
                        "Remove it, and route calls through an egress gateway by a VirtualService."));
    }
}
