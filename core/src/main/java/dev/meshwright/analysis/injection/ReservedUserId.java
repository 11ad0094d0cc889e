package dev.meshwright.analysis.injection;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Workload;
import java.util.Optional;
import java.util.stream.Stream;

/// An application runs as the user that the sidecar's traffic is told apart by.
final class ReservedUserId implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0144",
            "ReservedUserId",
            Category.INJECTION,
            Severity.WARNING,
            "An application runs as user 1337",
            "Traffic of that user is taken for the sidecar's own and goes around it: no mutual TLS, no policy.",
            "Run the application as another user.",
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews, namespace: shop}
            spec:
              securityContext: {runAsUser: 1337}
              containers: [{name: reviews, image: "registry.example/reviews:1"}]
            """,
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews, namespace: shop}
            spec:
              securityContext: {runAsUser: 10001}
              containers: [{name: reviews, image: "registry.example/reviews:1"}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0144/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return mesh.workloads().stream()
                .filter(workload -> !Mesh.isControlPlane(workload.manifest()))
                .flatMap(workload -> reserved(workload).stream()
                        .map(user -> Finding.of(
                                INFO,
                                workload.manifest(),
                                user.where(),
                                "spec.securityContext.runAsUser",
                                workload.id() + " runs as user 1337, which is the sidecar's",
                                INFO.fix())));
    }

    /// The first place that sets the user for application containers.
    private static Optional<Node> reserved(Workload workload) {
        var containers = workload.podSpec().items("containers").stream()
                .filter(container -> !container.text("name").orElse("").equals("istio-proxy"));
        return Stream.concat(Stream.of(workload.podSpec()), containers)
                .flatMap(node -> node.at("securityContext", "runAsUser").stream())
                .filter(user -> user.text().orElse("").equals("1337"))
                .findFirst();
    }
}
