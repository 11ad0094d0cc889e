package dev.meshwright.access.reach;

import dev.meshwright.Closest;
import dev.meshwright.MeshwrightException;
import dev.meshwright.access.Caller;
import dev.meshwright.access.Membership;
import dev.meshwright.access.MeshSettings;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeSet;

/// Finds who is meant: `NS/WORKLOAD`, `sa:NS/NAME` or `plaintext` calls, `NS/SERVICE` or `NS/WORKLOAD` is called.
final class Names {
    private static final String ACCOUNT = "sa:";

    private final SequencedMap<String, Workload> workloads = new LinkedHashMap<>();
    private final SequencedMap<String, Service> services = new LinkedHashMap<>();
    private final Map<String, List<Service.Port>> portsByWorkload = new HashMap<>();
    private final SequencedSet<String> accounts = new LinkedHashSet<>();
    private final Membership membership;
    private final MeshSettings settings;

    /// What is called.
    sealed interface Callee {
        record OfService(Service service) implements Callee {}

        /// By the address of its pods.
        record OfPods(Workload workload) implements Callee {}

        /// What is no Service of the cluster.
        record OfHost(String host) implements Callee {}
    }

    Names(Topology topology, Manifests manifests, Membership membership, MeshSettings settings) {
        this.membership = membership;
        this.settings = settings;
        for (var workload : topology.workloads()) {
            workloads.putIfAbsent(workload.id(), workload);
            accounts.add(workload.namespace() + "/" + workload.serviceAccount());
        }
        for (var service : topology.services()) {
            if (!service.isWorkloadOnly()) {
                services.putIfAbsent(service.id(), service);
                service.workloads()
                        .forEach(id -> portsByWorkload
                                .computeIfAbsent(id, _ -> new ArrayList<>())
                                .addAll(service.ports()));
            }
        }
        manifests.ofKind("", "ServiceAccount").forEach(account -> accounts.add(account.id()));
    }

    /// @throws MeshwrightException where there is no such caller
    Party caller(String text) {
        if (text.equals(Caller.PLAINTEXT)) {
            return new Party.Outside();
        }
        if (text.startsWith(ACCOUNT)) {
            var id = text.substring(ACCOUNT.length());
            if (!accounts.contains(id)) {
                throw unknown("service account", id, accounts);
            }
            int slash = id.indexOf('/');
            return new Party.Account(identity(id.substring(0, slash), id.substring(slash + 1)));
        }
        var workload = workloads.get(text);
        if (workload == null) {
            throw unknown("workload", text, workloads.sequencedKeySet());
        }
        return pods(workload);
    }

    Party.Pods pods(Workload workload) {
        return new Party.Pods(
                workload, membership.proxyOf(workload), identity(workload.namespace(), workload.serviceAccount()));
    }

    /// @throws MeshwrightException where there is no such callee
    Callee callee(String text) {
        var service = services.get(text);
        if (service != null) {
            return new Callee.OfService(service);
        }
        var workload = workloads.get(text);
        if (workload != null) {
            return new Callee.OfPods(workload);
        }
        if (text.indexOf('/') < 0 && text.indexOf('.') > 0) {
            return service(text).<Callee>map(Callee.OfService::new).orElseGet(() -> new Callee.OfHost(text));
        }
        var known = new LinkedHashSet<>(services.sequencedKeySet());
        known.addAll(workloads.sequencedKeySet());
        throw unknown("Service or workload", text, known);
    }

    /// The ports that pods listen on, as far as containers and Services say.
    List<Integer> podPorts(Workload workload) {
        var ports = new TreeSet<Integer>();
        workload.ports().stream()
                .filter(port -> !port.protocol().equals("UDP"))
                .forEach(port -> ports.add(port.port()));
        portsByWorkload.getOrDefault(workload.id(), List.of()).stream()
                .filter(port -> port.protocol() != Protocol.UDP && port.targetPort() > 0)
                .forEach(port -> ports.add(port.targetPort()));
        return List.copyOf(ports);
    }

    /// Whether proxies may read requests on a port of the pods, as far as the Services over them say.
    boolean isHttp(Workload workload, int podPort) {
        var ports = portsByWorkload.getOrDefault(workload.id(), List.of()).stream()
                .filter(port -> port.targetPort() == podPort)
                .toList();
        return ports.isEmpty() || ports.stream().anyMatch(Names::isHttp);
    }

    static boolean isHttp(Service.Port port) {
        return !port.isOnlyBytes();
    }

    /// Everyone who can call with pods of their own, in the order of the topology.
    List<Workload> workloads() {
        return List.copyOf(workloads.sequencedValues());
    }

    Optional<Workload> workload(String id) {
        return Optional.ofNullable(workloads.get(id));
    }

    /// The Service of a full host name.
    Optional<Service> service(String host) {
        var parts = List.of(host.split("\\.", 3));
        return parts.size() == 3 && parts.get(2).equals("svc.cluster.local")
                ? Optional.ofNullable(services.get(parts.get(1) + "/" + parts.get(0)))
                : Optional.empty();
    }

    Caller.Identity identity(String namespace, String account) {
        return new Caller.Identity(settings.trustDomain(), namespace, account);
    }

    private static MeshwrightException unknown(String what, String text, SequencedSet<String> known) {
        var hint = Closest.to(text, known)
                .map(closest -> "Did you mean " + closest + "?")
                .orElse("Write NAMESPACE/NAME of one in the manifests.");
        return new MeshwrightException("there is no " + what + " \"" + text + "\". " + hint);
    }
}
