package dev.meshwright.analysis.injection;

import dev.meshwright.access.SidecarInjection;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.MeshConfig;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Edge;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A namespace says nothing about injection.
final class NamespaceNotInjected implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0102",
            "NamespaceNotInjected",
            Category.INJECTION,
            Severity.INFO,
            "A namespace is not enabled for injection",
            "Its pods get no sidecar, so they call and are called in plaintext and without an identity.",
            "Label it istio-injection=enabled, or istio-injection=disabled if that is meant.",
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop}
            """,
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0102/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        if (InjectorConfig.of(mesh, "").filter(InjectorConfig::injectsByDefault).isPresent()) {
            return Stream.empty();
        }
        var callers = callersInTheMesh(mesh);
        return mesh.objects("", "Namespace").stream()
                .filter(NamespaceNotInjected::saysNothing)
                .map(namespace -> {
                    var called = callers.getOrDefault(namespace.name(), Set.of());
                    return Finding.of(
                            INFO,
                            namespace,
                            namespace.where("metadata", "name"),
                            "metadata.labels",
                            "namespace " + namespace.name() + " is not enabled for injection"
                                    + (called.isEmpty()
                                            ? ""
                                            : ", and meshed services call into it: " + String.join(", ", called)),
                            INFO.fix());
                });
    }

    static boolean saysNothing(Manifest namespace) {
        var labels = namespace.labels();
        return !namespace.name().equals(MeshConfig.ROOT_NAMESPACE)
                && labels.getOrDefault(SidecarInjection.NAMESPACE_LABEL, "").isEmpty()
                && !labels.containsKey(SidecarInjection.REVISION)
                && !labels.getOrDefault(SidecarInjection.DATAPLANE_MODE, "").equals("ambient");
    }

    /// By called namespace, the services of injected namespaces that call into it.
    private static Map<String, Set<String>> callersInTheMesh(Mesh mesh) {
        var injected = new HashSet<String>();
        mesh.objects("", "Namespace").stream()
                .filter(namespace -> SidecarInjection.injects(namespace.labels()))
                .forEach(one -> injected.add(one.name()));
        var callers = new HashMap<String, Set<String>>();
        for (Edge edge : mesh.topology().edges()) {
            if (injected.contains(namespaceOf(edge.from()))) {
                callers.computeIfAbsent(namespaceOf(edge.to()), _ -> new TreeSet<>())
                        .add(edge.from());
            }
        }
        return callers;
    }

    private static String namespaceOf(String id) {
        int slash = id.indexOf('/');
        return slash < 0 ? "" : id.substring(0, slash);
    }
}
