package dev.meshwright.analysis.ports;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Several Services give one Deployment's port different protocols.
final class ServicesDisagreeOnProtocol implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0116",
            "ServicesDisagreeOnProtocol",
            Category.TRAFFIC,
            Severity.WARNING,
            "Services give one port different protocols",
            "A sidecar has one listener per port: which of the protocols it gets is undefined.",
            "Give the port the same protocol in all Services of the workload.",
            pods("TCP", "HTTP"),
            pods("TCP", "TCP"),
            "https://istio.io/latest/docs/reference/config/analysis/ist0116/");

    private static String pods(String first, String second) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: reviews, namespace: shop}
                spec:
                  selector: {matchLabels: {app: reviews}}
                  template:
                    metadata: {labels: {app: reviews, sidecar.istio.io/inject: "true"}}
                    spec: {containers: [{name: reviews, image: "registry.example/reviews:1"}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: reviews, namespace: shop}
                spec:
                  selector: {app: reviews}
                  ports: [{name: http, port: 80, protocol: %s}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: reviews-public, namespace: shop}
                spec:
                  selector: {app: reviews}
                  ports: [{name: http, port: 80, protocol: %s}]
                """.formatted(first, second);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return SharedWorkload.all(mesh).flatMap(shared -> findings(shared).stream());
    }

    private static List<Finding> findings(SharedWorkload shared) {
        var workload = shared.workload().manifest();
        var protocols = new TreeMap<Integer, TreeSet<String>>();
        for (var service : shared.services()) {
            for (var port : ServicePort.of(service)) {
                protocols.computeIfAbsent(port.port(), _ -> new TreeSet<>()).add(port.transport());
            }
        }
        var findings = new ArrayList<Finding>();
        protocols.forEach((port, words) -> {
            if (words.size() > 1) {
                findings.add(Finding.of(
                        INFO,
                        workload,
                        workload.where("metadata", "name"),
                        "metadata.name",
                        "port " + port + " is " + String.join(" and ", words) + " in the Services "
                                + shared.serviceNames(),
                        INFO.fix()));
            }
        });
        return findings;
    }
}
