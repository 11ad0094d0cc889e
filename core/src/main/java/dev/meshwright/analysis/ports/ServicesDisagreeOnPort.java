package dev.meshwright.analysis.ports;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Several Services lead to one target port of a Deployment from different ports.
final class ServicesDisagreeOnPort implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0137",
            "ServicesDisagreeOnPort",
            Category.TRAFFIC,
            Severity.WARNING,
            "Services lead to one target port from different ports",
            "The sidecar applies the settings of one of the ports to all traffic of the target port; which one is"
                    + " undefined.",
            "Use the same port in all Services of the workload, or give each port its own target port.",
            pods(80, 90),
            pods(80, 80),
            "https://istio.io/latest/docs/reference/config/analysis/ist0137/");

    private static String pods(int first, int second) {
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
                  ports: [{name: http, port: %d, targetPort: 8080}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: reviews-public, namespace: shop}
                spec:
                  selector: {app: reviews}
                  ports: [{name: http, port: %d, targetPort: 8080}]
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
        var ports = new LinkedHashMap<String, TreeSet<Integer>>();
        for (var service : shared.services()) {
            for (var port : ServicePort.of(service)) {
                ports.computeIfAbsent(port.targetPort(), _ -> new TreeSet<>()).add(port.port());
            }
        }
        var findings = new ArrayList<Finding>();
        ports.forEach((target, numbers) -> {
            if (numbers.size() > 1) {
                findings.add(Finding.of(
                        INFO,
                        workload,
                        workload.where("metadata", "name"),
                        "metadata.name",
                        "target port " + target + " is reached from the ports "
                                + String.join(
                                        ", ",
                                        numbers.stream().map(String::valueOf).toList())
                                + " of the Services "
                                + shared.serviceNames(),
                        INFO.fix()));
            }
        });
        return findings;
    }
}
