package dev.meshwright.topology;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The Services and, for workloads that none selects, an entry each. Protocols are those that the Service itself
/// declares; the rest is [ProtocolReader]'s.
final class ServiceReader {
    private final Map<String, List<Workload>> byLabel = new HashMap<>();

    private ServiceReader(List<Workload> workloads) {
        for (var workload : workloads) {
            workload.labels()
                    .forEach((key, value) -> byLabel.computeIfAbsent(
                                    label(workload.namespace(), key, value), _ -> new ArrayList<>())
                            .add(workload));
        }
    }

    /// By namespace and name. A Service that stands twice counts as it stands last.
    static List<Service> services(Manifests manifests, List<Workload> workloads) {
        var reader = new ServiceReader(workloads);
        var services = new TreeMap<String, Service>();
        manifests
                .ofKind("", "Service")
                .filter(manifest -> !manifest.name().isEmpty())
                .forEach(manifest -> services.put(manifest.id(), reader.service(manifest)));
        var selected = new TreeSet<String>();
        services.values().forEach(service -> selected.addAll(service.workloads()));
        for (var workload : workloads) {
            if (!selected.contains(workload.id())) {
                services.merge(workload.id(), ofWorkload(workload), ServiceReader::withBoth);
            }
        }
        return List.copyOf(services.values());
    }

    private Service service(Manifest manifest) {
        var selector = new LinkedHashMap<String, String>();
        for (var entry : manifest.root().entries("spec", "selector")) {
            if (entry.value() instanceof Node.Scalar scalar) {
                selector.put(entry.key(), scalar.text());
            }
        }
        var type = type(manifest.root());
        var workloads = type == Service.Type.EXTERNAL_NAME
                ? List.<Workload>of()
                : selected(manifest.namespaceOrDefault(), selector);
        return new Service(
                manifest.name(),
                manifest.namespaceOrDefault(),
                type,
                selector,
                PortReader.ports(manifest, workloads),
                workloads.stream().map(Workload::id).distinct().sorted().toList(),
                account(workloads),
                List.of(),
                manifest.where());
    }

    private static Service.Type type(Node root) {
        return switch (root.text("spec", "type").orElse("ClusterIP")) {
            case "NodePort" -> Service.Type.NODE_PORT;
            case "LoadBalancer" -> Service.Type.LOAD_BALANCER;
            case "ExternalName" -> Service.Type.EXTERNAL_NAME;
            default ->
                root.text("spec", "clusterIP").filter("None"::equals).isPresent()
                        ? Service.Type.HEADLESS
                        : Service.Type.CLUSTER_IP;
        };
    }

    /// Looks only at the workloads that have the selector's rarest label.
    private List<Workload> selected(String namespace, SequencedMap<String, String> selector) {
        List<Workload> candidates = List.of();
        boolean first = true;
        for (var label : selector.entrySet()) {
            var having = byLabel.getOrDefault(label(namespace, label.getKey(), label.getValue()), List.of());
            if (first || having.size() < candidates.size()) {
                candidates = having;
            }
            first = false;
        }
        return candidates.stream()
                .filter(workload -> workload.isSelectedBy(selector))
                .toList();
    }

    private static Service ofWorkload(Workload workload) {
        return new Service(
                workload.name(),
                workload.namespace(),
                Service.Type.WORKLOAD,
                new LinkedHashMap<>(),
                List.of(),
                List.of(workload.id()),
                workload.serviceAccount(),
                List.of(),
                workload.where());
    }

    /// Two workloads of one name (a Deployment and a Job), or a Service that fails to select the workload of its name,
    /// share one entry: ids are unique.
    private static Service withBoth(Service one, Service other) {
        if (!one.isWorkloadOnly()) {
            return one;
        }
        return new Service(
                one.name(),
                one.namespace(),
                one.type(),
                one.selector(),
                List.of(),
                one.workloads(),
                one.serviceAccount().equals(other.serviceAccount()) ? one.serviceAccount() : "",
                List.of(),
                one.where());
    }

    private static String account(Collection<Workload> workloads) {
        var accounts =
                workloads.stream().map(Workload::serviceAccount).distinct().toList();
        return accounts.size() == 1 ? accounts.getFirst() : "";
    }

    private static String label(String namespace, String key, String value) {
        return namespace + "/" + key + "=" + value;
    }
}
