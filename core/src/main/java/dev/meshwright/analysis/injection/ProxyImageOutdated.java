package dev.meshwright.analysis.injection;

import dev.meshwright.access.SidecarInjection;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/// Pods of a namespace run another proxy than istiod injects today.
final class ProxyImageOutdated implements Rule {
    private static final String CUSTOM_IMAGE = "sidecar.istio.io/proxyImage";

    private static final RuleInfo INFO = new RuleInfo(
            "IST0158",
            "ProxyImageOutdated",
            Category.INJECTION,
            Severity.WARNING,
            "Pods run another proxy than istiod injects",
            "They were made before the control plane changed, and keep the old proxy, with its faults,"
                    + " until they are made anew.",
            "Restart the workloads of the namespace.",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio-sidecar-injector, namespace: istio-system}
            data:
              values: |
                {"global": {"hub": "registry.example", "tag": "1.31.0", "proxy": {"image": "proxyv2"}}}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: cart-0, namespace: shop}
            spec:
              containers:
                - {name: cart, image: "registry.example/cart:1"}
                - {name: istio-proxy, image: "registry.example/proxyv2:1.30.0"}
            """,
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio-sidecar-injector, namespace: istio-system}
            data:
              values: |
                {"global": {"hub": "registry.example", "tag": "1.31.0", "proxy": {"image": "proxyv2"}}}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {istio-injection: enabled}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: cart-0, namespace: shop}
            spec:
              containers:
                - {name: cart, image: "registry.example/cart:1"}
                - {name: istio-proxy, image: "registry.example/proxyv2:1.31.0"}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0158/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var imageTypes = ImageTypes.of(mesh);
        var outdated = new LinkedHashMap<String, List<String>>();
        for (var workload : mesh.workloads()) {
            if (isOutdated(mesh, workload, imageTypes)) {
                outdated.computeIfAbsent(workload.namespace(), _ -> new ArrayList<>())
                        .add(workload.name());
            }
        }
        return outdated.entrySet().stream()
                .flatMap(entry -> mesh.namespace(entry.getKey()).stream()
                        .map(namespace -> Finding.of(
                                INFO,
                                namespace,
                                namespace.where("metadata", "name"),
                                "metadata.name",
                                "the proxies of these pods are not of the image that istiod injects: "
                                        + String.join(", ", entry.getValue()),
                                INFO.fix())));
    }

    private static boolean isOutdated(Mesh mesh, Workload workload, ImageTypes imageTypes) {
        var namespace = mesh.namespace(workload.namespace()).filter(ProxyImageOutdated::injects);
        if (namespace.isEmpty()
                || !workload.annotations().getOrDefault(CUSTOM_IMAGE, "").isEmpty()) {
            return false;
        }
        var revision = namespace.get().labels().getOrDefault(SidecarInjection.REVISION, "");
        return InjectorConfig.of(mesh, revision)
                .map(InjectorConfig::image)
                .filter(image -> proxyImages(workload)
                        .anyMatch(running ->
                                !running.equals(image) && !running.equals(image + "-" + imageTypes.of(workload))))
                .isPresent();
    }

    private static boolean injects(Manifest namespace) {
        return "enabled".equals(namespace.labels().get(SidecarInjection.NAMESPACE_LABEL))
                || namespace.labels().containsKey(SidecarInjection.REVISION);
    }

    /// The image `auto` is not running, but waits for the injector.
    private static Stream<String> proxyImages(Workload workload) {
        return Stream.of("containers", "initContainers")
                .flatMap(list -> workload.podSpec().items(list).stream())
                .filter(container -> container.text("name").orElse("").equals("istio-proxy"))
                .map(container -> container.text("image").orElse(""))
                .filter(image -> workload.kind().equals("Pod") || !image.equals("auto"));
    }
}
