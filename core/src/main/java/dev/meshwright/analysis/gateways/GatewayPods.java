package dev.meshwright.analysis.gateways;

import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.MeshConfig;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The pods that gateways run on. A gateway selects them by labels in any namespace; the ingress gateway that Istio
/// installs by default is taken to be there, unless the mesh config turns it off.
final class GatewayPods {
    /// The ports of the Service that Istio installs for it, and those of the pods behind them.
    private static final Set<Integer> DEFAULT_PORTS = Set.of(80, 8080, 443, 8443, 15021, 15443, 31400);

    /// `OFF` without quotes is a boolean in YAML.
    private static final Set<String> OFF = Set.of("OFF", "false");

    private final List<Pod> all = new ArrayList<>();
    private final Map<Map.Entry<String, String>, List<Pod>> byLabel = new HashMap<>();
    private final Map<String, List<Service>> services = new HashMap<>();

    /// A pod, or the template of one.
    ///
    /// @param assumed whether it is not in the input, but comes with Istio
    record Pod(String namespace, String name, Map<String, String> labels, boolean assumed) {
        String id() {
            return namespace + "/" + name;
        }
    }

    private GatewayPods(Mesh mesh) {
        for (var workload : mesh.workloads()) {
            add(pod(workload));
        }
        var config = mesh.config().mesh();
        if (!OFF.contains(config.text("ingressControllerMode").orElse(""))) {
            var name = config.text("ingressService").orElse("istio-ingressgateway");
            add(new Pod(MeshConfig.ROOT_NAMESPACE, name, Map.of("istio", "ingressgateway"), true));
        }
        for (var service : mesh.topology().services()) {
            service.workloads()
                    .forEach(id ->
                            services.computeIfAbsent(id, _ -> new ArrayList<>()).add(service));
        }
    }

    static GatewayPods of(Mesh mesh) {
        return mesh.view(GatewayPods.class, GatewayPods::new);
    }

    private static Pod pod(Workload workload) {
        return new Pod(workload.namespace(), workload.name(), workload.labels(), false);
    }

    private void add(Pod pod) {
        all.add(pod);
        pod.labels()
                .entrySet()
                .forEach(label -> byLabel.computeIfAbsent(
                                Map.entry(label.getKey(), label.getValue()), _ -> new ArrayList<>())
                        .add(pod));
    }

    /// The pods with all these labels, those of the input first; all pods where there are no labels.
    List<Pod> selected(Map<String, String> labels) {
        var candidates = labels.entrySet().stream()
                .findFirst()
                .map(label -> byLabel.getOrDefault(Map.entry(label.getKey(), label.getValue()), List.of()))
                .orElse(all);
        return candidates.stream()
                .filter(pod -> pod.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    /// The TCP ports by which Services reach a pod: the Service's port and the pod's.
    Set<Integer> ports(Pod pod) {
        if (pod.assumed()) {
            return DEFAULT_PORTS;
        }
        var ports = new TreeSet<Integer>();
        for (var service : services.getOrDefault(pod.id(), List.of())) {
            for (var port : service.ports()) {
                if (port.protocol() != Protocol.UDP) {
                    ports.add(port.port());
                    ports.add(port.targetPort());
                }
            }
        }
        return ports;
    }
}
