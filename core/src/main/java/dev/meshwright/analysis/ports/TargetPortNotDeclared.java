package dev.meshwright.analysis.ports;

import dev.meshwright.Closest;
import dev.meshwright.access.Gateways;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Workload;
import java.util.LinkedHashSet;
import java.util.stream.Stream;

/// A Service's target port is declared by no container of a workload that it selects.
final class TargetPortNotDeclared implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW6101",
            "TargetPortNotDeclared",
            Category.REFERENCE,
            Severity.ERROR,
            "A Service's target port does not match its workload",
            "A name that no container declares resolves to nothing: the Service has no endpoints on the port. A number"
                    + " works if the process listens there all the same, but contradicts what the containers declare.",
            "Make targetPort one of the ports that the containers declare.",
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              selector: {app: reviews}
              ports: [{name: http, port: 80, targetPort: web}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews, namespace: shop, labels: {app: reviews}}
            spec:
              containers:
                - {name: reviews, image: "registry.example/reviews:1", ports: [{name: http, containerPort: 8080}]}
            """,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              selector: {app: reviews}
              ports: [{name: http, port: 80, targetPort: http}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews, namespace: shop, labels: {app: reviews}}
            spec:
              containers:
                - {name: reviews, image: "registry.example/reviews:1", ports: [{name: http, containerPort: 8080}]}
            """,
            "https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return ServicePort.all(mesh)
                .filter(port -> !ServicePort.isExternalName(port.service()))
                .flatMap(port -> ServicePort.workloads(mesh, port.service()).stream()
                        // Where a gateway listens, its Gateway objects say.
                        .filter(workload -> !Gateways.isGateway(workload))
                        .flatMap(workload -> finding(port, workload)));
    }

    private static Stream<Finding> finding(ServicePort port, Workload workload) {
        var target = port.targetPort();
        boolean isNumber = target.chars().allMatch(Character::isDigit);
        boolean declared = workload.ports().stream()
                .filter(one -> one.protocol().equals(port.transport()))
                .anyMatch(one ->
                        one.name().equals(target) || String.valueOf(one.port()).equals(target));
        // Declaring ports is optional: a workload that declares none says nothing about its numbers.
        if (declared || (isNumber && workload.ports().isEmpty())) {
            return Stream.empty();
        }
        var there = new LinkedHashSet<String>();
        workload.ports().forEach(one -> there.add(text(one)));
        var names = workload.ports().stream().map(Workload.ContainerPort::name).toList();
        var finding = Finding.of(
                INFO,
                port.service(),
                port.node().at("targetPort").map(Node::where).orElse(port.node().where()),
                port.path() + ".targetPort",
                "no container of " + workload.kind() + " " + workload.id() + " declares the port " + target
                        + (there.isEmpty() ? "" : "; they declare " + String.join(", ", there)),
                Closest.to(target, names)
                        .filter(name -> !isNumber && !name.isEmpty())
                        .map(name -> "Use " + name + ".")
                        .orElse(INFO.fix()));
        return Stream.of(isNumber ? finding.withSeverity(Severity.WARNING) : finding);
    }

    private static String text(Workload.ContainerPort port) {
        var number = port.port() + (port.protocol().equals("TCP") ? "" : "/" + port.protocol());
        return port.name().isEmpty() ? number : port.name() + " (" + number + ")";
    }
}
