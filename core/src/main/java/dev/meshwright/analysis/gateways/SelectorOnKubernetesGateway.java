package dev.meshwright.analysis.gateways;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A policy selects the pods of a Gateway API gateway by labels, which such a gateway does not heed.
final class SelectorOnKubernetesGateway implements Rule {
    private static final String GATEWAY_NAME = "gateway.networking.k8s.io/gateway-name";

    private record Kind(String group, String name) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("security.istio.io", "AuthorizationPolicy"),
            new Kind("security.istio.io", "RequestAuthentication"),
            new Kind("telemetry.istio.io", "Telemetry"),
            new Kind("extensions.istio.io", "WasmPlugin"));

    private static final RuleInfo INFO = new RuleInfo(
            "IST0166",
            "SelectorOnKubernetesGateway",
            Category.SECURITY,
            Severity.WARNING,
            "A selector does not reach a Gateway API gateway",
            "Gateways and waypoints of the Gateway API take only policies that name them: this one does nothing there.",
            "Use targetRefs with the gateway's name instead of the selector.",
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: edge
              namespace: shop
              labels: {gateway.networking.k8s.io/gateway-name: edge}
            spec: {containers: [{name: istio-proxy, image: auto}]}
            ---
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: edge, namespace: shop}
            spec:
              selector: {matchLabels: {gateway.networking.k8s.io/gateway-name: edge}}
              rules: [{to: [{operation: {methods: [GET]}}]}]
            """,
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: edge
              namespace: shop
              labels: {gateway.networking.k8s.io/gateway-name: edge}
            spec: {containers: [{name: istio-proxy, image: auto}]}
            ---
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: edge, namespace: shop}
            spec:
              targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: edge}]
              rules: [{to: [{operation: {methods: [GET]}}]}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0166/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var gatewayPods = mesh.workloads().stream()
                .filter(workload -> workload.labels().containsKey(GATEWAY_NAME))
                .collect(Collectors.groupingBy(Workload::namespace));
        return KINDS.stream()
                .flatMap(kind -> mesh.objects(kind.group(), kind.name()).stream())
                .filter(SelectorOnKubernetesGateway::selects)
                .flatMap(policy -> findings(policy, gatewayPods.getOrDefault(policy.namespaceOrDefault(), List.of())));
    }

    private static boolean selects(Manifest policy) {
        return policy.root().at("spec", "selector").isPresent()
                && policy.root().at("spec", "targetRef").isEmpty()
                && policy.root().items("spec", "targetRefs").isEmpty();
    }

    private static Stream<Finding> findings(Manifest policy, List<Workload> gatewayPods) {
        var wanted = new HashMap<String, String>();
        for (var label : policy.root().entries("spec", "selector", "matchLabels")) {
            wanted.put(label.key(), label.value().text().orElse(""));
        }
        var names = gatewayPods.stream()
                .filter(pod -> pod.labels().entrySet().containsAll(wanted.entrySet()))
                .map(pod -> pod.labels().getOrDefault(GATEWAY_NAME, ""))
                .collect(Collectors.toCollection(TreeSet::new));
        return names.stream()
                .map(name -> Finding.of(
                        INFO,
                        policy,
                        policy.where("spec", "selector"),
                        "spec.selector",
                        "the selector has no effect on gateway " + name,
                        INFO.fix()));
    }
}
