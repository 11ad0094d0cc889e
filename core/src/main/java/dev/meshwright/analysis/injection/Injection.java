package dev.meshwright.analysis.injection;

import dev.meshwright.access.SidecarInjection;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Workload;
import java.util.LinkedHashMap;
import java.util.Map;

/// Whether the workloads of a mesh get a sidecar.
public final class Injection {
    private Injection() {}

    /// Whether the workload's pods run with a sidecar: it stands in the manifest, or the webhook injects it.
    public static boolean hasSidecar(Mesh mesh, Workload workload) {
        return SidecarInjection.hasProxyContainer(workload) || (!workload.hostNetwork() && isWanted(mesh, workload));
    }

    /// Whether the pods are to get a sidecar: the API server calls the webhook for them, and they say nothing else.
    static boolean isWanted(Mesh mesh, Workload workload) {
        return SidecarInjection.isWanted(workload, labels(mesh, workload.namespace()));
    }

    /// Whether pods of a namespace get a sidecar without asking for it.
    public static boolean namespaceInjects(Mesh mesh, String namespace) {
        return SidecarInjection.injects(labels(mesh, namespace));
    }

    /// Whether the injector makes health checks go to the agent beside the proxy, unless the pods say otherwise.
    public static boolean rewritesProbes(Mesh mesh, Workload workload) {
        var revision = workload.labels()
                .getOrDefault(
                        SidecarInjection.REVISION,
                        labels(mesh, workload.namespace()).getOrDefault(SidecarInjection.REVISION, ""));
        return InjectorConfig.of(mesh, revision)
                .map(InjectorConfig::rewritesProbes)
                .orElse(true);
    }

    private static Map<String, String> labels(Mesh mesh, String namespace) {
        return mesh.namespace(namespace).map(Manifest::labels).orElseGet(LinkedHashMap::new);
    }
}
