package dev.meshwright.access.reach;

import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.reach.Answer.Layer;
import dev.meshwright.access.reach.Answer.Reason;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `Sidecar` objects: which hosts a caller's proxy knows. The one that selects the pods counts, else its namespace's,
/// else the root namespace's.
public final class Sidecars {
    private final Map<String, List<Manifest>> byNamespace = new HashMap<>();
    private final MeshSettings settings;

    public Sidecars(Manifests manifests, MeshSettings settings) {
        this.settings = settings;
        manifests
                .ofKind("networking.istio.io", "Sidecar")
                .sorted(Visible.BY_AGE)
                .forEach(object -> byNamespace
                        .computeIfAbsent(object.namespaceOrDefault(), _ -> new ArrayList<>())
                        .add(object));
    }

    /// Why a proxy does not know a Service; empty where it does.
    ///
    /// @param namespace the Service's
    public Optional<Reason> keepFrom(Workload caller, String namespace, String host) {
        return of(caller).filter(sidecar -> !imports(sidecar, namespace, host)).map(sidecar -> {
            var name = "Sidecar " + sidecar.id();
            boolean registryOnly = isRegistryOnly(sidecar);
            return Reason.of(
                    Layer.ROUTE,
                    registryOnly ? Verdict.NO : Verdict.UNDECIDED,
                    name + " does not import " + host
                            + (registryOnly ? "" : "; it may be reached without routes and mutual TLS"),
                    name,
                    sidecar.where("spec", "egress"));
        });
    }

    /// Whether a proxy sends nothing to hosts that it does not know.
    boolean isRegistryOnly(Workload caller) {
        return of(caller).map(this::isRegistryOnly).orElse(settings.registryOnly());
    }

    private boolean isRegistryOnly(Manifest sidecar) {
        return sidecar.root()
                .text("spec", "outboundTrafficPolicy", "mode")
                .map("REGISTRY_ONLY"::equals)
                .orElse(settings.registryOnly());
    }

    private Optional<Manifest> of(Workload caller) {
        var own = byNamespace.getOrDefault(caller.namespace(), List.of());
        return own.stream()
                .filter(sidecar -> isSelective(sidecar)
                        && sidecar.root().entries("spec", "workloadSelector", "labels").stream()
                                .allMatch(label -> label.value()
                                        .text()
                                        .orElse("")
                                        .equals(caller.labels().get(label.key()))))
                .findFirst()
                .or(() -> own.stream().filter(sidecar -> !isSelective(sidecar)).findFirst())
                .or(() -> byNamespace.getOrDefault(settings.rootNamespace(), List.of()).stream()
                        .filter(sidecar -> !isSelective(sidecar))
                        .findFirst());
    }

    private static boolean isSelective(Manifest sidecar) {
        return sidecar.root().at("spec", "workloadSelector").isPresent();
    }

    /// Without `egress` everything is imported.
    private static boolean imports(Manifest sidecar, String namespace, String host) {
        var egress = sidecar.root().items("spec", "egress");
        return egress.isEmpty()
                || egress.stream()
                        .flatMap(listener -> Visible.texts(listener, "hosts").stream())
                        .anyMatch(entry -> isMeant(entry, sidecar.namespaceOrDefault(), namespace, host));
    }

    private static boolean isMeant(String entry, String own, String namespace, String host) {
        int slash = entry.indexOf('/');
        var scope = slash < 0 ? "*" : entry.substring(0, slash);
        var name = entry.substring(slash + 1);
        boolean inScope = scope.equals("*") || namespace.equals(scope.equals(".") ? own : scope);
        return inScope && (name.startsWith("*") ? host.endsWith(name.substring(1)) : host.equals(name));
    }
}
