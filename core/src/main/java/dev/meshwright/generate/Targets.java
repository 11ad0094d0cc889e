package dev.meshwright.generate;

import dev.meshwright.generate.Generation.Omission;
import dev.meshwright.intent.Decisions;
import dev.meshwright.intent.Entrances;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/// Chooses the services that files are generated for, and their folders; the others are omissions.
final class Targets {
    private static final Set<String> SYSTEM = Set.of("kube-system", "kube-public", "kube-node-lease", "istio-system");
    /// Folders that hold something else.
    private static final Set<String> RESERVED = Set.of(MeshFiles.FOLDER, Kustomizations.LAST_STAGE, "rollout");

    private final Map<String, List<Workload>> workloads = new HashMap<>();
    private final List<Omission> omissions;

    private Targets(Topology topology, List<Omission> omissions) {
        this.omissions = omissions;
        topology.workloads()
                .forEach(workload -> workloads
                        .computeIfAbsent(workload.id(), _ -> new ArrayList<>())
                        .add(workload));
    }

    static List<Target> of(Topology topology, Decisions decisions, List<Omission> omissions) {
        return new Targets(topology, omissions).choose(topology, decisions);
    }

    private List<Target> choose(Topology topology, Decisions decisions) {
        var services = new LinkedHashMap<String, Service>();
        for (var service : topology.services()) {
            var reason = reasonAgainst(service);
            if (reason.isEmpty()) {
                services.putIfAbsent(service.id(), service);
            } else {
                omissions.add(new Omission(service.id(), "everything", reason));
            }
        }
        var byPods = new LinkedHashMap<NavigableSet<String>, List<Service>>();
        var timesNamed = new HashMap<String, Integer>();
        for (var service : services.values()) {
            // Without a workload there is nothing to share.
            var pods = new TreeSet<>(service.workloads());
            var key = pods.isEmpty() ? new TreeSet<>(Set.of("service " + service.id())) : pods;
            byPods.computeIfAbsent(key, _ -> new ArrayList<>()).add(service);
            timesNamed.merge(service.name(), 1, Integer::sum);
        }
        byPods.values()
                .forEach(aliases -> aliases.sort(Comparator.comparingInt(Targets::rank)
                        .thenComparingInt(service -> service.name().length())
                        .thenComparing(Service::id)));
        var aliasesOf = new HashMap<String, List<Service>>();
        byPods.values().forEach(aliases -> aliases.forEach(service -> aliasesOf.put(service.id(), aliases)));
        var decided = new HashMap<String, Decisions.Decision>();
        decisions.services().forEach(decision -> decided.putIfAbsent(decision.service(), decision));
        var targets = new ArrayList<Target>();
        for (var service : services.values()) {
            var decision = decided.get(service.id());
            if (decision != null) {
                var aliases = aliasesOf.getOrDefault(service.id(), List.of(service));
                var folder = timesNamed.getOrDefault(service.name(), 1) > 1 || RESERVED.contains(service.name())
                        ? service.namespace() + "." + service.name()
                        : service.name();
                targets.add(new Target(
                        service,
                        folder,
                        decision,
                        workloadsOf(service),
                        aliases,
                        aliases.getFirst().equals(service)));
            }
        }
        return targets;
    }

    private String reasonAgainst(Service service) {
        if (service.isWorkloadOnly()) {
            return "no Service leads to this workload";
        }
        if (service.type() == Service.Type.EXTERNAL_NAME) {
            return "the Service is an ExternalName, a DNS alias without pods";
        }
        if (!Names.isLabel(service.name()) || !Names.isLabel(service.namespace())) {
            return "its name or namespace is no DNS label, Kubernetes would refuse it";
        }
        if (service.selector().isEmpty()) {
            return "the Service has no selector, so its pods are not known";
        }
        if (SYSTEM.contains(service.namespace())) {
            return "namespace " + service.namespace() + " is not part of the application";
        }
        return Entrances.isGatewayProxy(workloadsOf(service)) ? "its pods are proxies of the mesh itself" : "";
    }

    private List<Workload> workloadsOf(Service service) {
        return service.workloads().stream()
                .distinct()
                .flatMap(id -> workloads.getOrDefault(id, List.of()).stream())
                .toList();
    }

    /// Of several Services over the same pods the plainest carries the policies.
    private static int rank(Service service) {
        return switch (service.type()) {
            case CLUSTER_IP -> 0;
            case NODE_PORT -> 1;
            case LOAD_BALANCER -> 2;
            case HEADLESS -> 3;
            case EXTERNAL_NAME, WORKLOAD -> 4;
        };
    }
}
