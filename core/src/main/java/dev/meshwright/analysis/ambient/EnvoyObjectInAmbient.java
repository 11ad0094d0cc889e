package dev.meshwright.analysis.ambient;

import dev.meshwright.access.Waypoint;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An object for Envoy that reaches pods behind ztunnel alone.
final class EnvoyObjectInAmbient implements Rule {
    /// @param selector where its labels stand
    /// @param isForNamespaces whether ztunnel alone being there makes one without a selector moot
    private record Kind(String group, String name, List<String> selector, boolean isForNamespaces) {}

    private static final List<String> SELECTOR = List.of("spec", "selector", "matchLabels");
    private static final List<Kind> KINDS = List.of(
            new Kind("networking.istio.io", "EnvoyFilter", List.of("spec", "workloadSelector", "labels"), true),
            new Kind("extensions.istio.io", "WasmPlugin", SELECTOR, true),
            new Kind("security.istio.io", "RequestAuthentication", SELECTOR, true),
            // Without a selector it also sets what ztunnel and waypoints report.
            new Kind("telemetry.istio.io", "Telemetry", SELECTOR, false));

    private static final RuleInfo INFO = new RuleInfo(
            "MW4301",
            "EnvoyObjectInAmbient",
            Category.AMBIENT,
            Severity.WARNING,
            "No Envoy reads this object in ambient mode",
            "ztunnel is not Envoy: an EnvoyFilter, WasmPlugin, RequestAuthentication or Telemetry for "
                    + "ambient pods does nothing, and waypoints take such objects only by targetRefs. Without "
                    + "the RequestAuthentication tokens are not even looked at.",
            "Attach the object with targetRefs to a Service that has a waypoint, or to the waypoint's " + "Gateway.",
            Examples.CART + """
                    apiVersion: extensions.istio.io/v1alpha1
                    kind: WasmPlugin
                    metadata: {name: audit, namespace: shop}
                    spec: {selector: {matchLabels: {app: cart}}, url: "oci://example.com/audit:v1"}
                    """,
            Examples.CART + Examples.ENROLLED_SERVICE + Examples.WAYPOINT + """
                    apiVersion: extensions.istio.io/v1alpha1
                    kind: WasmPlugin
                    metadata: {name: audit, namespace: shop}
                    spec: {targetRefs: [{group: "", kind: Service, name: cart}], url: "oci://example.com/audit:v1"}
                    """,
            "https://istio.io/latest/docs/ambient/usage/extend-waypoint-wasm/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = AmbientView.of(mesh);
        return KINDS.stream()
                .flatMap(kind -> mesh.objects(kind.group(), kind.name()).stream()
                        .filter(object -> Waypoint.references(object).isEmpty())
                        .flatMap(object -> finding(mesh, view, kind, object).stream()));
    }

    private static Optional<Finding> finding(Mesh mesh, AmbientView view, Kind kind, Manifest object) {
        var labels = new HashMap<String, String>();
        object.root()
                .entries(kind.selector().toArray(String[]::new))
                .forEach(label -> labels.put(label.key(), label.value().text().orElse("")));
        if (labels.isEmpty() && (!kind.isForNamespaces() || reachesGateways(mesh, view, object))) {
            return Optional.empty();
        }
        boolean isRoot = object.namespaceOrDefault().equals(view.settings().rootNamespace());
        var pods = mesh.workloads().stream()
                .filter(workload -> isRoot || workload.namespace().equals(object.namespaceOrDefault()))
                .filter(workload ->
                        !workload.isJob() && workload.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
        boolean isMoot = !pods.isEmpty()
                && pods.stream().allMatch(workload -> view.isAmbient(workload) && !workload.isGateway());
        return isMoot
                ? Optional.of(Finding.of(
                        INFO,
                        object,
                        object.where("metadata", "name"),
                        "spec",
                        "the " + object.kind() + " has no effect on "
                                + new Reached(pods, object.namespaceOrDefault()).who() + ": ztunnel does not read it",
                        INFO.fix()))
                : Optional.empty();
    }

    /// Whether one without a selector may reach an Envoy that the workloads do not show: a gateway, or for EnvoyFilters
    /// also a waypoint.
    private static boolean reachesGateways(Mesh mesh, AmbientView view, Manifest object) {
        return object.namespaceOrDefault().equals(view.settings().rootNamespace())
                || mesh.objects("gateway.networking.k8s.io", "Gateway").stream()
                        .filter(gateway -> gateway.namespaceOrDefault().equals(object.namespaceOrDefault()))
                        .anyMatch(gateway -> object.kind().equals("EnvoyFilter")
                                || !gateway.root()
                                        .text("spec", "gatewayClassName")
                                        .orElse("")
                                        .equals(Waypoint.CLASS));
    }
}
