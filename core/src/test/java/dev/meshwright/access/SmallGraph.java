package dev.meshwright.access;

import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Evidence;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import dev.meshwright.topology.Workloads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// A mesh written by hand: one Service and one Deployment per name, all in the namespace `shop`, Service port 80,
/// pod port 8080.
final class SmallGraph {
    private static final Evidence EVIDENCE = new Evidence("mesh.yaml", 1, "env", "");
    private final List<String> names;
    private final StringBuilder objects = new StringBuilder();
    private final List<Edge> edges = new ArrayList<>();
    private final List<Topology.Unknown> unknown = new ArrayList<>();
    private final List<Topology.Warning> warnings = new ArrayList<>();
    private Service.Type type = Service.Type.CLUSTER_IP;

    private SmallGraph(List<String> names) {
        this.names = names;
        for (var name : names) {
            objects.append("""
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: %1$s, namespace: shop}
                    spec:
                      template:
                        metadata: {labels: {app: %1$s}}
                        spec: {serviceAccountName: %1$s, containers: [{name: c, ports: [{containerPort: 8080}]}]}
                    ---
                    """.formatted(name));
        }
    }

    static SmallGraph of(String... names) {
        return new SmallGraph(List.of(names));
    }

    SmallGraph call(String from, String to) {
        return call(from, to, Edge.Confidence.DECLARED);
    }

    SmallGraph call(String from, String to, Edge.Confidence confidence) {
        var caller = from.equals(Edge.INGRESS) ? from : "shop/" + from;
        edges.add(new Edge(caller, "shop/" + to, 80, Protocol.HTTP, confidence, List.of(EVIDENCE)));
        return this;
    }

    SmallGraph with(String text) {
        objects.append(text).append("\n---\n");
        return this;
    }

    SmallGraph replace(String what, String by) {
        var text = objects.toString().replace(what, by);
        objects.setLength(0);
        objects.append(text);
        return this;
    }

    SmallGraph servicesOf(Service.Type other) {
        type = other;
        return this;
    }

    SmallGraph unknownCallsOf(String name) {
        unknown.add(new Topology.Unknown("shop/" + name, "its image is not readable"));
        return this;
    }

    SmallGraph seenFromOutside(String name) {
        warnings.add(new Topology.Warning(
                Topology.Warning.OUTSIDE_CALLER, name + " is called from outside", "seen.json", 3, "shop/" + name));
        return this;
    }

    /// STRICT for the mesh.
    SmallGraph strict() {
        return with(Small.peers("istio-system", "{mtls: {mode: STRICT}}"));
    }

    /// A policy that admits exactly these principals to the pod port 8080.
    SmallGraph admit(String callee, List<String> principals) {
        var from = principals.isEmpty()
                ? ""
                : "{from: [{source: {principals: " + principals + "}}], to: [{operation: {ports: ['8080']}}]}";
        return with(Small.policy(
                "shop", "ALLOW", "selector: {matchLabels: {app: " + callee + "}}\n  rules: [" + from + "]"));
    }

    static String principal(String name) {
        return "cluster.local/ns/shop/sa/" + name;
    }

    Manifests manifests() {
        return Small.parse(objects.toString());
    }

    Topology topology() {
        var workloads = Workloads.of(manifests());
        var services = names.stream().map(name -> service(name, workloads)).toList();
        return new Topology(services, workloads, edges, List.of(), List.of(), unknown, warnings);
    }

    private Service service(String name, List<Workload> workloads) {
        var selector = new LinkedHashMap<String, String>();
        selector.put("app", name);
        var where = workloads.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .map(Workload::where)
                .orElseThrow();
        var port = new Service.Port(80, "http", Protocol.HTTP, 8080, EVIDENCE);
        return new Service(
                name, "shop", type, selector, List.of(port), List.of("shop/" + name), name, List.of(), where);
    }
}
