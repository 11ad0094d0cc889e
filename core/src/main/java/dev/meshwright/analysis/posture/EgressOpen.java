package dev.meshwright.analysis.posture;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.stream.Stream;

/// Workloads may call any address outside the mesh. Said where the mesh's settings are in the input, or where a Sidecar
/// takes back what they close.
final class EgressOpen implements Rule {
    private static final String REGISTRY_ONLY = "REGISTRY_ONLY";
    private static final String ALLOW_ANY = "ALLOW_ANY";

    private static final RuleInfo INFO = new RuleInfo(
            "MW2604",
            "EgressOpen",
            Category.SECURITY,
            Severity.INFO,
            "Workloads may call any address outside",
            "A workload that somebody has taken over may send data anywhere, and what it calls outside is not in any"
                    + " list. Istio's default is ALLOW_ANY.",
            "Set outboundTrafficPolicy to REGISTRY_ONLY once every host outside has a ServiceEntry. It is no barrier by"
                    + " itself: NetworkPolicies or an egress gateway make it one.",
            meshConfig("ALLOW_ANY"),
            meshConfig("REGISTRY_ONLY"),
            "https://istio.io/latest/docs/tasks/traffic-management/egress/egress-control/");

    private static String meshConfig(String mode) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: istio, namespace: istio-system}
                data:
                  mesh: |
                    outboundTrafficPolicy:
                      mode: %s
                """.formatted(mode);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var mode = mesh.config().mesh().text("outboundTrafficPolicy", "mode").orElse(ALLOW_ANY);
        var sidecars = mesh.objects("networking.istio.io", "Sidecar");
        return mode.equals(REGISTRY_ONLY)
                ? sidecars.stream().filter(one -> mode(one).equals(ALLOW_ANY)).map(EgressOpen::reopened)
                : settings(mesh).filter(_ -> sidecars.stream().noneMatch(one -> closesMesh(mesh, one)));
    }

    /// In the ConfigMap that carries the settings, or in a file of their own.
    private static Stream<Finding> settings(Mesh mesh) {
        if (!(mesh.config().mesh() instanceof Node.Mapping config)
                || config.entries().isEmpty()) {
            return Stream.empty();
        }
        var where = config.at("outboundTrafficPolicy").map(Node::where).orElse(config.where());
        var object = mesh.objectAt(where.file(), where.line())
                .orElseGet(() -> new Manifest(
                        config.where(),
                        "mesh.istio.io/v1alpha1",
                        "MeshConfig",
                        mesh.config().rootNamespace(),
                        "meshconfig",
                        config));
        return Stream.of(Finding.of(
                INFO,
                object,
                where,
                "outboundTrafficPolicy",
                "outboundTrafficPolicy is ALLOW_ANY: proxies let calls to unknown hosts through",
                INFO.fix()));
    }

    private static boolean closesMesh(Mesh mesh, Manifest sidecar) {
        return sidecar.namespaceOrDefault().equals(mesh.config().rootNamespace())
                && sidecar.root().at("spec", "workloadSelector").isEmpty()
                && mode(sidecar).equals(REGISTRY_ONLY);
    }

    private static String mode(Manifest sidecar) {
        return sidecar.root().text("spec", "outboundTrafficPolicy", "mode").orElse("");
    }

    private static Finding reopened(Manifest sidecar) {
        return Finding.of(
                        INFO,
                        sidecar,
                        sidecar.where("spec", "outboundTrafficPolicy", "mode"),
                        "spec.outboundTrafficPolicy.mode",
                        "lets its workloads call unknown hosts, which the mesh config forbids",
                        INFO.fix())
                .withSeverity(Severity.WARNING);
    }
}
