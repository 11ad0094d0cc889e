package dev.meshwright.workload;

import dev.meshwright.access.MeshSettings;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/// The configuration of one workload, as far as its manifests tell.
///
/// @param objects the Istio objects that concern it, in the order of the input
/// @param proxyConfig the effective ProxyConfig without Istio's own defaults
/// @param bootstrap annotations of its pods that decide how the proxy is injected and started
/// @param identity the SPIFFE ID of its service account
/// @param minimumTls `TLSv1.2` or `TLSv1.3`: the least that the mesh config lets proxies agree on
/// @param destinations the hosts and ports that it is known to call
public record WorkloadConfiguration(
        Workload workload,
        List<Manifest> objects,
        Node.Mapping proxyConfig,
        List<Node.Entry> bootstrap,
        String identity,
        String minimumTls,
        List<Destination> destinations) {
    private static final List<String> PROXY_ANNOTATIONS =
            List.of("sidecar.istio.io/", "traffic.sidecar.istio.io/", "inject.istio.io/", "readiness.status.");

    public WorkloadConfiguration {
        objects = List.copyOf(objects);
        bootstrap = List.copyOf(bootstrap);
        destinations = List.copyOf(destinations);
    }

    /// A host that is called.
    ///
    /// @param port 0 where the calls do not tell
    public record Destination(String host, int port) {
        private static final Comparator<Destination> ORDER =
                Comparator.comparing(Destination::host).thenComparingInt(Destination::port);
    }

    /// What concerns a workload of this mesh.
    public static WorkloadConfiguration of(Mesh mesh, Workload workload) {
        var settings = MeshSettings.of(mesh.config().mesh(), mesh.intent());
        var destinations = destinations(mesh.topology(), workload);
        return new WorkloadConfiguration(
                workload,
                Concerning.objects(mesh, workload, destinations),
                ProxyConfigs.effective(mesh, workload),
                bootstrap(workload),
                "spiffe://" + settings.trustDomain() + "/ns/" + workload.namespace() + "/sa/"
                        + workload.serviceAccount(),
                minimumTls(mesh.config().mesh()),
                destinations);
    }

    private static List<Node.Entry> bootstrap(Workload workload) {
        return templateAnnotations(workload).stream()
                .filter(entry -> PROXY_ANNOTATIONS.stream().anyMatch(entry.key()::startsWith))
                .toList();
    }

    /// The annotations of the pod template with their places.
    static List<Node.Entry> templateAnnotations(Workload workload) {
        var root = workload.manifest().root();
        var places = List.of(
                root.entries("spec", "template", "metadata", "annotations"),
                root.entries("spec", "jobTemplate", "spec", "template", "metadata", "annotations"),
                workload.kind().equals("Pod") ? root.entries("metadata", "annotations") : List.<Node.Entry>of());
        return places.stream().filter(entries -> !entries.isEmpty()).findFirst().orElse(List.of());
    }

    private static String minimumTls(Node meshConfig) {
        boolean strict =
                meshConfig.text("meshMTLS", "minProtocolVersion").orElse("").equals("TLSV1_3");
        return strict ? "TLSv1.3" : "TLSv1.2";
    }

    private static List<Destination> destinations(Topology topology, Workload workload) {
        var own = new HashSet<String>();
        topology.services().stream()
                .filter(service -> service.workloads().contains(workload.id()))
                .forEach(service -> own.add(service.id()));
        var found = new ArrayList<Destination>();
        for (var edge : topology.edges()) {
            if (own.contains(edge.from())) {
                topology.service(edge.to())
                        .ifPresent(service -> found.add(new Destination(service.host(), edge.port())));
            }
        }
        for (var call : topology.external()) {
            if (own.contains(call.from())) {
                found.add(new Destination(call.host(), call.port()));
            }
        }
        return found.stream().distinct().sorted(Destination.ORDER).toList();
    }
}
