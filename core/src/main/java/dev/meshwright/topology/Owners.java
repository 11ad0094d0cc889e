package dev.meshwright.topology;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which service stands for a workload as a caller, and which services are a workload's own.
public final class Owners {
    private final Map<String, String> ownerByWorkload = new HashMap<>();
    private final Map<String, Set<String>> servicesByWorkload = new HashMap<>();

    private Owners() {}

    public static Owners of(List<Service> services) {
        var owners = new Owners();
        for (var service : services.stream()
                .sorted(Comparator.comparingInt(Owners::rank).thenComparing(Service::id))
                .toList()) {
            for (var workload : service.workloads()) {
                owners.servicesByWorkload
                        .computeIfAbsent(workload, _ -> new TreeSet<>())
                        .add(service.id());
                if (service.id().equals(workload)) {
                    owners.ownerByWorkload.put(workload, workload);
                } else {
                    owners.ownerByWorkload.putIfAbsent(workload, service.id());
                }
            }
        }
        return owners;
    }

    /// Of several Services over the same pods the plain one speaks for them.
    private static int rank(Service service) {
        return switch (service.type()) {
            case CLUSTER_IP -> 0;
            case HEADLESS -> 1;
            case NODE_PORT -> 2;
            case LOAD_BALANCER -> 3;
            case EXTERNAL_NAME, WORKLOAD -> 4;
        };
    }

    /// `namespace/name` of the service that stands for a workload: that of the same name if it selects it, else the
    /// first; the workload itself where it has none.
    public String of(Workload workload) {
        return ownerByWorkload.getOrDefault(workload.id(), workload.id());
    }

    boolean isOwn(Workload workload, Service service) {
        return servicesByWorkload.getOrDefault(workload.id(), Set.of()).contains(service.id())
                || service.id().equals(of(workload));
    }
}
