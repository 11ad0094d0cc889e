package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Hosts;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A subset's labels select none of its host's pods.
final class SubsetSelectsNoPods implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0173",
            "SubsetSelectsNoPods",
            Category.TRAFFIC,
            Severity.ERROR,
            "A subset selects no pods",
            "Requests that are routed to the subset find no healthy endpoint and get a 503.",
            "Correct the labels, deploy pods that carry them, or remove the subset.",
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              selector: {app: reviews}
              ports: [{name: http, port: 80}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews, namespace: shop, labels: {app: reviews, version: v1}}
            spec:
              containers: [{name: reviews, image: "registry.example/reviews:1"}]
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: reviews, namespace: shop}
            spec:
              host: reviews
              subsets: [{name: v2, labels: {version: v2}}]
            """,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              selector: {app: reviews}
              ports: [{name: http, port: 80}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews, namespace: shop, labels: {app: reviews, version: v1}}
            spec:
              containers: [{name: reviews, image: "registry.example/reviews:1"}]
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: reviews, namespace: shop}
            spec:
              host: reviews
              subsets: [{name: v1, labels: {version: v1}}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0173/");

    /// Labels that istiod takes over from a pod's node; without the node they prove nothing.
    private static final Set<String> OF_THE_NODE = Set.of(
            "topology.kubernetes.io/region",
            "topology.kubernetes.io/zone",
            "topology.istio.io/subzone",
            "kubernetes.io/hostname");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var nodes = new HashMap<String, SequencedMap<String, String>>();
        mesh.objects("", "Node").forEach(node -> nodes.putIfAbsent(node.name(), node.labels()));
        return Istio.destinationRules(mesh).stream()
                .filter(rule -> !rule.root().items("spec", "subsets").isEmpty())
                .flatMap(rule -> mesh
                        .hosts()
                        .find(
                                rule.namespaceOrDefault(),
                                rule.root().text("spec", "host").orElse(""),
                                Istio.exportTo(rule))
                        .filter(SubsetSelectsNoPods::hasPodsHere)
                        .stream()
                        .flatMap(host -> findings(mesh, rule, host, nodes)));
    }

    /// A host that selects no pods has endpoints that manifests of workloads do not show.
    private static boolean hasPodsHere(Hosts.Host host) {
        return !host.selector().isEmpty();
    }

    private static Stream<Finding> findings(
            Mesh mesh, Manifest rule, Hosts.Host host, Map<String, SequencedMap<String, String>> nodes) {
        var pods = mesh.selected(host.object().namespaceOrDefault(), host.selector());
        var labels = pods.stream().map(pod -> withNode(pod, nodes)).toList();
        var findings = new ArrayList<Finding>();
        var subsets = rule.root().items("spec", "subsets");
        for (int i = 0; i < subsets.size(); i++) {
            var wanted = wanted(subsets.get(i), nodes.isEmpty());
            if (labels.stream().noneMatch(all -> all.entrySet().containsAll(wanted.entrySet()))) {
                var finding = finding(rule, subsets.get(i), "spec.subsets[" + i + "]", host, labels, wanted);
                findings.add(mesh.workloads().isEmpty() ? finding.asInference() : finding);
            }
        }
        return findings.stream();
    }

    private static Map<String, String> withNode(Workload pod, Map<String, SequencedMap<String, String>> nodes) {
        var name = pod.podSpec().text("nodeName").orElse("");
        var node = nodes.get(name);
        if (node == null) {
            return pod.labels();
        }
        var labels = new LinkedHashMap<>(pod.labels());
        for (var label : OF_THE_NODE) {
            // An empty value is no locality: istiod leaves it out.
            var value = node.getOrDefault(label, "");
            if (!value.isEmpty()) {
                labels.put(label, value);
            }
        }
        labels.put("kubernetes.io/hostname", name);
        return labels;
    }

    private static Map<String, String> wanted(Node subset, boolean nodesAreUnknown) {
        var wanted = new LinkedHashMap<String, String>();
        for (var label : subset.entries("labels")) {
            if (!nodesAreUnknown || !OF_THE_NODE.contains(label.key())) {
                label.value().text().ifPresent(value -> wanted.put(label.key(), value));
            }
        }
        return wanted;
    }

    private static Finding finding(
            Manifest rule,
            Node subset,
            String path,
            Hosts.Host host,
            List<Map<String, String>> pods,
            Map<String, String> wanted) {
        var name = subset.text("name").orElse("");
        var there = new TreeSet<String>();
        wanted.keySet()
                .forEach(label -> pods.forEach(pod -> {
                    if (pod.containsKey(label)) {
                        there.add(label + "=" + pod.get(label));
                    }
                }));
        return Finding.of(
                INFO,
                rule,
                subset.at("name").map(Node::where).orElse(subset.where()),
                path,
                "subset " + name + ": no workload of " + host.object().name() + " has " + text(wanted)
                        + (there.isEmpty() ? "" : "; there are " + String.join(", ", there)),
                INFO.fix());
    }

    private static String text(Map<String, String> labels) {
        return String.join(
                ", ",
                labels.entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .toList());
    }
}
