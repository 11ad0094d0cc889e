package dev.meshwright.generate;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Evidence;
import dev.meshwright.topology.ExternalCall;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A topology made by hand. A service `shop/cart` has a workload and an account of that name, labelled `app: cart`.
public final class TestMesh {
    private final List<Service> services = new ArrayList<>();
    private final List<Workload> workloads = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private final List<ExternalCall> external = new ArrayList<>();

    public static Service.Port port(int port, int target, Protocol protocol) {
        return new Service.Port(port, protocol.word() + "-" + port, protocol, target, evidence("port-name", ""));
    }

    public TestMesh service(String id, Service.Port... ports) {
        return service(id, Service.Type.CLUSTER_IP, ports);
    }

    public TestMesh service(String id, Service.Type type, Service.Port... ports) {
        var name = name(id);
        workload(id, name, Map.of());
        return serviceOver(id, type, Map.of("app", name), List.of(id), ports);
    }

    public TestMesh serviceOver(
            String id, Service.Type type, Map<String, String> selector, List<String> pods, Service.Port... ports) {
        services.add(new Service(
                name(id),
                namespace(id),
                type,
                new LinkedHashMap<>(selector),
                List.of(ports),
                pods,
                "",
                List.of(),
                new Source("k8s.yaml", 1, 1)));
        return this;
    }

    public TestMesh workload(String id, String account, Map<String, String> moreLabels) {
        var labels = new LinkedHashMap<>(Map.of("app", name(id)));
        labels.putAll(moreLabels);
        return workload("Deployment", id, account, labels, new LinkedHashMap<>());
    }

    public TestMesh workload(
            String kind,
            String id,
            String account,
            SequencedMap<String, String> labels,
            SequencedMap<String, String> annotations) {
        var where = new Source("k8s.yaml", 1, 1);
        var root = new Node.Mapping(where, List.of());
        workloads.add(new Workload(
                kind,
                namespace(id),
                name(id),
                labels,
                annotations,
                account,
                false,
                List.of(),
                root,
                new Manifest(where, "apps/v1", kind, namespace(id), name(id), root)));
        return this;
    }

    public TestMesh workloadOnly(String id) {
        workload(id, name(id), Map.of());
        return serviceOver(id, Service.Type.WORKLOAD, Map.of(), List.of(id));
    }

    public TestMesh call(String from, String to, int port) {
        return call(from, to, port, Edge.Confidence.DECLARED, "env");
    }

    public TestMesh call(String from, String to, int port, Edge.Confidence confidence, String text) {
        edges.add(new Edge(from, to, port, Protocol.HTTP, confidence, List.of(evidence("env", text))));
        return this;
    }

    public TestMesh leaves(String from, String host, int port, Protocol protocol) {
        external.add(new ExternalCall(from, host, port, protocol, List.of(evidence("env", host))));
        return this;
    }

    public Topology topology() {
        return new Topology(services, workloads, edges, List.of(), external, List.of(), List.of());
    }

    public static Manifests nothing() {
        return Manifests.empty();
    }

    private static Evidence evidence(String how, String text) {
        return new Evidence("k8s.yaml", 1, how, text);
    }

    private static String name(String id) {
        return id.substring(id.indexOf('/') + 1);
    }

    private static String namespace(String id) {
        return id.substring(0, id.indexOf('/'));
    }
}
