package dev.meshwright.analysis.ports;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A Service's selector matches no workload of its namespace.
final class ServiceSelectsNothing implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW6102",
            "ServiceSelectsNothing",
            Category.REFERENCE,
            Severity.WARNING,
            "A Service selects no workload",
            "The Service has no endpoints: whoever calls it gets a 503.",
            "Make the selector match the pod template's labels, in the same namespace.",
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              selector: {app: review}
              ports: [{name: http, port: 80}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews, namespace: shop, labels: {app: reviews}}
            spec:
              containers: [{name: reviews, image: "registry.example/reviews:1"}]
            """,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              selector: {app: reviews}
              ports: [{name: http, port: 80}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews, namespace: shop, labels: {app: reviews}}
            spec:
              containers: [{name: reviews, image: "registry.example/reviews:1"}]
            """,
            "https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        boolean lacksWorkloads = mesh.workloads().isEmpty();
        return mesh.objects("", "Service").stream()
                .filter(service -> !ServicePort.isExternalName(service)
                        && !ServicePort.selector(service).isEmpty()
                        && ServicePort.workloads(mesh, service).isEmpty()
                        && !selectsGateway(mesh, service))
                .map(service -> Finding.of(
                        INFO,
                        service,
                        service.where("spec", "selector"),
                        "spec.selector",
                        "no workload of namespace " + service.namespaceOrDefault() + " has "
                                + ServicePort.selector(service).entrySet().stream()
                                        .map(label -> label.getKey() + "=" + label.getValue())
                                        .collect(Collectors.joining(", ")),
                        INFO.fix()))
                .map(finding -> lacksWorkloads ? finding.asInference() : finding);
    }

    /// Whether it selects the pods of a Kubernetes Gateway, which the gateway's controller makes.
    private static boolean selectsGateway(Mesh mesh, Manifest service) {
        var name = ServicePort.selector(service).get("gateway.networking.k8s.io/gateway-name");
        return name != null
                && mesh.object("gateway.networking.k8s.io", "Gateway", service.namespace(), name)
                        .isPresent();
    }
}
