package dev.meshwright.analysis.controlplane;

import dev.meshwright.Closest;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A network of the mesh takes endpoints from a cluster that istiod does not know.
final class UnknownServiceRegistry implements Rule {
    private static final Set<String> BUILT_IN = Set.of("Kubernetes", "External", "Mock");

    private static final RuleInfo INFO = new RuleInfo(
            "IST0126",
            "UnknownServiceRegistry",
            Category.REFERENCE,
            Severity.ERROR,
            "A network names a cluster that is not known",
            "Endpoints of that cluster belong to no network, and calls to them do not go through the"
                    + " network's gateway.",
            "Use the cluster's name as in its remote secret; the local cluster is called Kubernetes"
                    + " unless it has a name.",
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: istio-remote-secret-east, namespace: istio-system, labels: {istio/multiCluster: "true"}}
            stringData: {east: "a kubeconfig"}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio, namespace: istio-system}
            data:
              meshNetworks: |
                networks:
                  network-east:
                    endpoints: [{fromRegistry: eats}]
                    gateways: [{address: 192.0.2.1, port: 15443}]
            """,
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: istio-remote-secret-east, namespace: istio-system, labels: {istio/multiCluster: "true"}}
            stringData: {east: "a kubeconfig"}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio, namespace: istio-system}
            data:
              meshNetworks: |
                networks:
                  network-east:
                    endpoints: [{fromRegistry: east}]
                    gateways: [{address: 192.0.2.1, port: 15443}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0126/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var known = registries(mesh);
        var networks = MeshNetworks.object(mesh);
        var findings = new ArrayList<Finding>();
        for (var network : networks.root().entries("networks")) {
            var endpoints = network.value().items("endpoints");
            for (int i = 0; i < endpoints.size(); i++) {
                var path = "networks." + network.key() + ".endpoints[" + i + "].fromRegistry";
                endpoints
                        .get(i)
                        .at("fromRegistry")
                        .filter(registry -> !known.contains(registry.text().orElse("")))
                        .map(registry -> finding(networks, network.key(), registry, path, known))
                        .ifPresent(findings::add);
            }
        }
        return findings.stream();
    }

    /// The registries that istiod always has, and the clusters that it has a remote secret for.
    private static Set<String> registries(Mesh mesh) {
        var known = new TreeSet<>(BUILT_IN);
        for (var secret : mesh.objects("", "Secret")) {
            if ("true".equals(secret.labels().get("istio/multiCluster"))) {
                for (var data : List.of("data", "stringData")) {
                    secret.root().entries(data).forEach(entry -> known.add(entry.key()));
                }
            }
        }
        return known;
    }

    private static Finding finding(Manifest networks, String network, Node registry, String path, Set<String> known) {
        var name = registry.text().orElse("");
        return Finding.of(
                INFO,
                networks,
                registry.where(),
                path,
                "network " + network + " takes endpoints from `" + name + "`, which is no known cluster",
                Closest.to(name, known).map(closest -> "Write " + closest + ".").orElse(INFO.fix()));
    }
}
