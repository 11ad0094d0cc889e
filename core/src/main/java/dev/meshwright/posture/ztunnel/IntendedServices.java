package dev.meshwright.posture.ztunnel;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.posture.Intended;
import dev.meshwright.topology.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The services that istiod tells every ztunnel of: Services but those that are only a name, and the hosts of
/// ServiceEntries.
final class IntendedServices {
    private static final String CLUSTER_DOMAIN = "cluster.local";

    private final Map<String, IntendedService> services = new LinkedHashMap<>();

    /// A service as ztunnel should know it.
    ///
    /// @param object a Service or a ServiceEntry
    /// @param ports by the port that callers use
    /// @param selector labels of its pods; empty where it selects none
    record IntendedService(
            Manifest object, String host, Map<Integer, Target> ports, SequencedMap<String, String> selector) {

        boolean isEntry() {
            return object.kind().equals("ServiceEntry");
        }

        /// `namespace/host`, by which ztunnel knows it.
        String id() {
            return object.namespaceOrDefault() + "/" + host;
        }

        /// As in ztunnel's dump: to port 0 where the pods decide, by the port's name.
        Map<String, String> portMap() {
            var map = new TreeMap<String, String>();
            ports.forEach((port, target) -> map.put(String.valueOf(port), String.valueOf(target.number())));
            return map;
        }

        boolean selects(Workload workload) {
            return object.namespaceOrDefault().equals(workload.namespace()) && workload.isSelectedBy(selector);
        }

        /// The ports of one of its pods, for those ports that the pod has.
        Map<String, String> portMap(Workload workload) {
            var map = new TreeMap<String, String>();
            ports.forEach((port, target) ->
                    target.at(workload).ifPresent(number -> map.put(String.valueOf(port), String.valueOf(number))));
            return map;
        }
    }

    /// The port of the pods.
    ///
    /// @param number 0 where the name decides
    record Target(int number, String name) {
        Optional<Integer> at(Workload workload) {
            return name.isEmpty()
                    ? Optional.of(number)
                    : workload.ports().stream()
                            .filter(port -> port.name().equals(name))
                            .map(Workload.ContainerPort::port)
                            .findFirst();
        }
    }

    private IntendedServices() {}

    static IntendedServices of(Intended intended) {
        var result = new IntendedServices();
        intended.objects("", "Service")
                .filter(object -> !object.root().text("spec", "type").orElse("").equals("ExternalName"))
                .forEach(object -> result.add(new IntendedService(
                        object,
                        object.name() + "." + object.namespaceOrDefault() + ".svc." + CLUSTER_DOMAIN,
                        ports(object.root().items("spec", "ports"), "port"),
                        labels(object.root(), "spec", "selector"))));
        intended.objects("networking.istio.io", "ServiceEntry").forEach(object -> {
            for (var host : object.root().items("spec", "hosts")) {
                host.text()
                        .ifPresent(name -> result.add(new IntendedService(
                                object,
                                name.toLowerCase(Locale.ROOT),
                                ports(object.root().items("spec", "ports"), "number"),
                                labels(object.root(), "spec", "workloadSelector", "labels"))));
            }
        });
        return result;
    }

    private void add(IntendedService service) {
        services.putIfAbsent(service.id(), service);
    }

    /// By `namespace/host`.
    Map<String, IntendedService> all() {
        return services;
    }

    List<IntendedService> of(Workload workload) {
        return services.values().stream()
                .filter(service -> service.selects(workload))
                .toList();
    }

    private static Map<Integer, Target> ports(List<Node> nodes, String key) {
        var ports = new TreeMap<Integer, Target>();
        for (var node : nodes) {
            node.integer(key).ifPresent(number -> {
                var target = node.integer("targetPort");
                var name = target.isPresent() ? "" : node.text("targetPort").orElse("");
                ports.put(number, new Target(name.isEmpty() ? target.orElse(number) : 0, name));
            });
        }
        return ports;
    }

    private static SequencedMap<String, String> labels(Node root, String... keys) {
        var labels = new LinkedHashMap<String, String>();
        root.entries(keys)
                .forEach(entry -> labels.put(entry.key(), entry.value().text().orElse("")));
        return labels;
    }
}
