package dev.meshwright.analysis.readiness;

import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.access.SidecarInjection;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.posture.MutualTls;
import dev.meshwright.intent.IstioVersion;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The mesh as the rules of this package see it.
final class ReadinessView {
    private static final String NATIVE = "sidecar.istio.io/nativeSidecar";
    private static final String NATIVE_SETTING = "ENABLE_NATIVE_SIDECARS";

    private final Mesh mesh;
    private final MutualTls tls;
    private final boolean nativeByDefault;
    private final Map<String, List<Service>> servicesByWorkload = new HashMap<>();

    private ReadinessView(Mesh mesh, MutualTls tls) {
        this.mesh = mesh;
        this.tls = tls;
        this.nativeByDefault = setting(mesh)
                .map(setting -> !setting.equals("false"))
                .orElseGet(() -> IstioVersion.isAtLeast(mesh.istioVersion(), 1, 27));
        for (var service : mesh.topology().services()) {
            service.workloads()
                    .forEach(id -> servicesByWorkload
                            .computeIfAbsent(id, _ -> new ArrayList<>())
                            .add(service));
        }
    }

    static ReadinessView of(Mesh mesh) {
        var tls = MutualTls.of(mesh);
        return mesh.view(ReadinessView.class, one -> new ReadinessView(one, tls));
    }

    MutualTls tls() {
        return tls;
    }

    /// The workloads whose pods get a sidecar, gateways left out.
    Stream<Workload> withSidecar() {
        return mesh.workloads().stream()
                .filter(workload -> tls.proxyOf(workload) == Proxy.SIDECAR && !workload.isGateway());
    }

    Stream<Workload> ambient() {
        return mesh.workloads().stream().filter(workload -> tls.proxyOf(workload) == Proxy.ZTUNNEL);
    }

    List<Service> servicesOf(Workload workload) {
        return servicesByWorkload.getOrDefault(workload.id(), List.of());
    }

    /// Whether the sidecar is an ordinary container, which starts with the application and does not end by itself.
    /// Since
    /// 1.27 istiod makes it an init container that goes on running, where every node has Kubernetes 1.33 or later.
    boolean hasOrdinarySidecar(Workload workload) {
        if (SidecarInjection.hasProxyContainer(workload)) {
            return workload.podSpec().items("containers").stream()
                    .anyMatch(container -> Containers.name(container).equals("istio-proxy"));
        }
        var wish = workload.annotations().get(NATIVE);
        return wish == null ? !nativeByDefault : wish.equals("false");
    }

    /// What istiod's own Deployment says, if it is in the input.
    private static Optional<String> setting(Mesh mesh) {
        return mesh.objects("apps", "Deployment").stream()
                .filter(deployment -> "istiod".equals(deployment.labels().get("app"))
                        && deployment.namespaceOrDefault().equals(mesh.config().rootNamespace()))
                .map(Manifest::root)
                .flatMap(root -> root.items("spec", "template", "spec", "containers").stream())
                .flatMap(container -> container.items("env").stream())
                .filter(variable -> variable.text("name").orElse("").equals(NATIVE_SETTING))
                .flatMap(variable -> variable.text("value").stream())
                .findFirst();
    }
}
