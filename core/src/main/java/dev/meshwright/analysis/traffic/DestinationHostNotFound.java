package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A VirtualService sends requests to a host that no Service or ServiceEntry declares.
final class DestinationHostNotFound implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0101",
            "DestinationHostNotFound",
            Category.REFERENCE,
            Severity.ERROR,
            "A route's destination host does not exist",
            "istiod has no endpoints for the host, so every request that takes the route gets a 503.",
            "Correct the host, or add the Service or ServiceEntry.",
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              ports: [{name: http, port: 80}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: shop}
            spec:
              hosts: [reviews]
              http:
                - route:
                    - destination: {host: reviews.shop}
            """,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              ports: [{name: http, port: 80}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: shop}
            spec:
              hosts: [reviews]
              http:
                - route:
                    - destination: {host: reviews.shop.svc.cluster.local}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0101/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        boolean lacksHosts = Istio.lacksHosts(mesh);
        return Destination.all(mesh)
                .filter(destination -> destination.target(mesh).isEmpty())
                .map(destination -> finding(mesh, destination))
                .map(finding -> lacksHosts ? finding.asInference() : finding);
    }

    private static Finding finding(Mesh mesh, Destination destination) {
        var object = destination.virtualService();
        var fix = mesh.hosts()
                .closest(object.namespaceOrDefault(), destination.host())
                .map(closest -> "Write " + closest + ", if that is meant; else add the Service or ServiceEntry.")
                .orElse(INFO.fix());
        return Finding.of(
                INFO,
                object,
                destination.where("host"),
                destination.path() + ".host",
                "no Service or ServiceEntry that " + object.namespaceOrDefault() + " can see has the host "
                        + destination.host(),
                fix);
    }
}
