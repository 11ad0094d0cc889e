package dev.meshwright.posture.envoy;

import dev.meshwright.access.Membership;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.envoy.MeshHost.HostPort;
import dev.meshwright.posture.envoy.MeshHost.Resolution;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The hosts of the mesh and who stands behind them.
final class Registry {
    private final Intended intended;
    private final SequencedMap<String, MeshHost> hosts = new TreeMap<>();

    Registry(Intended intended) {
        this.intended = intended;
        intended.objects("networking.istio.io", "ServiceEntry").forEach(this::addEntry);
        intended.objects("", "Service").filter(one -> !one.name().isEmpty()).forEach(this::addService);
    }

    private void addService(Manifest service) {
        var name = service.name() + "." + service.namespaceOrDefault() + ".svc.cluster.local";
        var type = service.root().text("spec", "type").orElse("ClusterIP");
        if (type.equals("ExternalName")) {
            return; // an alias, which has no cluster of its own
        }
        boolean headless =
                service.root().text("spec", "clusterIP").filter("None"::equals).isPresent();
        var selector = texts(service.root().entries("spec", "selector"));
        var exportTo = service.annotations().getOrDefault("networking.istio.io/exportTo", "");
        hosts.put(
                name,
                new MeshHost(
                        name,
                        service,
                        headless ? Resolution.ORIGINAL_DESTINATION : Resolution.EDS,
                        ports(service, "port", selected(service.namespaceOrDefault(), selector)),
                        selector,
                        exportTo.isBlank() ? List.of() : List.of(exportTo.split("\\s*,\\s*"))));
    }

    private void addEntry(Manifest entry) {
        var exportTo = new ArrayList<String>();
        entry.root().items("spec", "exportTo").forEach(item -> item.text().ifPresent(exportTo::add));
        var selector = texts(entry.root().entries("spec", "workloadSelector", "labels"));
        for (var host : entry.root().items("spec", "hosts")) {
            var name = host.text().orElse("");
            if (!name.isEmpty()) {
                hosts.putIfAbsent(
                        name,
                        new MeshHost(
                                name, entry, resolution(entry), ports(entry, "number", List.of()), selector, exportTo));
            }
        }
    }

    private static Resolution resolution(Manifest entry) {
        return switch (entry.root().text("spec", "resolution").orElse("NONE")) {
            case "STATIC" -> Resolution.EDS;
            case "DNS" -> Resolution.DNS;
            case "DNS_ROUND_ROBIN" -> Resolution.DNS_ROUND_ROBIN;
            default -> Resolution.ORIGINAL_DESTINATION;
        };
    }

    private static List<HostPort> ports(Manifest object, String numberField, List<Workload> workloads) {
        var ports = new ArrayList<HostPort>();
        for (var port : object.root().items("spec", "ports")) {
            var number = port.integer(numberField);
            if (number.isPresent()) {
                var protocol = PortProtocol.of(port, number.get(), object.kind().equals("Service"));
                ports.add(new HostPort(
                        number.get(), port.text("name").orElse(""), protocol, target(port, number.get(), workloads)));
            }
        }
        return ports;
    }

    private static int target(Node port, int number, List<Workload> workloads) {
        var target = port.text("targetPort");
        return target.isEmpty()
                ? number
                : port.integer("targetPort")
                        .orElseGet(() -> workloads.stream()
                                .flatMap(workload -> workload.ports().stream())
                                .filter(declared -> declared.name().equals(target.get()))
                                .map(Workload.ContainerPort::port)
                                .findFirst()
                                .orElse(0));
    }

    private static SequencedMap<String, String> texts(List<Node.Entry> entries) {
        var texts = new LinkedHashMap<String, String>();
        entries.forEach(entry -> entry.value().text().ifPresent(text -> texts.put(entry.key(), text)));
        return texts;
    }

    /// All hosts, by name.
    List<MeshHost> hosts() {
        return List.copyOf(hosts.values());
    }

    Optional<MeshHost> host(String name) {
        return Optional.ofNullable(hosts.get(name));
    }

    /// The host that a name means in an object of this namespace.
    Optional<MeshHost> find(String namespace, String name) {
        return host(fullName(namespace, name));
    }

    /// The name as istiod reads it in this namespace.
    static String fullName(String namespace, String name) {
        return name.indexOf('.') < 0 && !name.startsWith("*") ? name + "." + namespace + ".svc.cluster.local" : name;
    }

    private List<Workload> selected(String namespace, SequencedMap<String, String> selector) {
        return intended.workloads().stream()
                .filter(workload -> workload.namespace().equals(namespace))
                .filter(workload -> workload.isSelectedBy(selector))
                .toList();
    }

    /// The workloads behind a host.
    List<Workload> workloads(MeshHost host) {
        return selected(host.namespace(), host.selector());
    }

    /// The hosts whose instances are this workload's pods.
    List<MeshHost> hostsOf(Workload workload) {
        return hosts.values().stream()
                .filter(host -> host.namespace().equals(workload.namespace()))
                .filter(host -> workload.isSelectedBy(host.selector()))
                .toList();
    }

    /// The identities that a server of this host may have, sorted.
    List<String> identities(MeshHost host) {
        var identities = new TreeSet<String>();
        var start = "spiffe://" + intended.settings().trustDomain() + "/ns/";
        for (var workload : workloads(host)) {
            identities.add(start + workload.namespace() + "/sa/" + workload.serviceAccount());
        }
        if (!host.isService()) {
            host.object()
                    .root()
                    .items("spec", "subjectAltNames")
                    .forEach(name -> name.text().ifPresent(identities::add));
            for (var endpoint : host.object().root().items("spec", "endpoints")) {
                endpoint.text("serviceAccount")
                        .ifPresent(account -> identities.add(start + host.namespace() + "/sa/" + account));
            }
            for (var entry : workloadEntries(host)) {
                entry.root()
                        .text("spec", "serviceAccount")
                        .ifPresent(account -> identities.add(start + host.namespace() + "/sa/" + account));
            }
        }
        return List.copyOf(identities);
    }

    /// The `WorkloadEntry`s behind a host.
    List<Manifest> workloadEntries(MeshHost host) {
        return intended.objects("networking.istio.io", "WorkloadEntry")
                .filter(entry -> entry.namespaceOrDefault().equals(host.namespace()))
                .filter(entry -> !host.selector().isEmpty()
                        && texts(entry.root().entries("spec", "labels"))
                                .entrySet()
                                .containsAll(host.selector().entrySet()))
                .toList();
    }

    /// Whether every workload behind a host has a sidecar.
    boolean isWholeInMesh(MeshHost host) {
        return workloads(host).stream()
                .allMatch(workload -> intended.membership().proxyOf(workload) == Membership.Proxy.SIDECAR);
    }

    /// Whether the host is one that nobody wrote down: the API server's or istiod's, of whose pods nothing is known.
    boolean isImplied(MeshHost host) {
        return host.isService() && workloads(host).isEmpty() && intended.isImplied(host.object());
    }

    /// The identities of workloads that the intent does not hold.
    static Expected anyIdentityOf(MeshHost host) {
        var middle = "/ns/" + host.namespace() + "/sa/";
        return new Expected.Open("identities of namespace " + host.namespace(), names -> {
            for (var name : names) {
                if (!name.path("exact").asString("").contains(middle)) {
                    return false;
                }
            }
            return true;
        });
    }
}
