package dev.meshwright.workload;

import dev.meshwright.access.Selectors;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Puts a workload's ProxyConfig together as istiod does: mesh config, then the root namespace, the namespace, the
/// pods' annotation, and what selects the workload; the later wins.
final class ProxyConfigs {
    private static final String ANNOTATION = "proxy.istio.io/config";

    private ProxyConfigs() {}

    static Node.Mapping effective(Mesh mesh, Workload workload) {
        var layers = new ArrayList<Node.Mapping>();
        if (mesh.config().mesh().at("defaultConfig").orElse(null) instanceof Node.Mapping defaults) {
            layers.add(defaults);
        }
        var root = mesh.config().rootNamespace();
        layers.addAll(inNamespace(mesh, root));
        if (!workload.namespace().equals(root)) {
            layers.addAll(inNamespace(mesh, workload.namespace()));
        }
        layers.addAll(annotation(workload));
        mesh.objects("networking.istio.io", "ProxyConfig").stream()
                .filter(object -> object.namespaceOrDefault().equals(workload.namespace()))
                .filter(object -> workload.isSelectedBy(Selectors.matchLabels(object.root())))
                .forEach(object -> layers.add(content(object)));
        var merged = new Node.Mapping(Source.ofFile(""), List.of());
        for (var layer : layers) {
            merged = merge(merged, layer);
        }
        return merged;
    }

    private static List<Node.Mapping> inNamespace(Mesh mesh, String namespace) {
        return mesh.objects("networking.istio.io", "ProxyConfig").stream()
                .filter(object -> object.namespaceOrDefault().equals(namespace))
                .filter(object -> Selectors.matchLabels(object.root()).isEmpty())
                .map(ProxyConfigs::content)
                .toList();
    }

    /// A ProxyConfig object has other names for some of the fields.
    private static Node.Mapping content(Manifest object) {
        var entries = new ArrayList<Node.Entry>();
        for (var entry : object.root().entries("spec")) {
            switch (entry.key()) {
                case "selector" -> {}
                case "environmentVariables" ->
                    entries.add(new Node.Entry(entry.where(), "proxyMetadata", entry.value()));
                default -> entries.add(entry);
            }
        }
        return new Node.Mapping(object.where("spec"), entries);
    }

    /// A text that is YAML again. What is wrong in it stands on the annotation's line.
    private static List<Node.Mapping> annotation(Workload workload) {
        var found = new ArrayList<Node.Mapping>();
        for (var entry : WorkloadConfiguration.templateAnnotations(workload)) {
            if (entry.key().equals(ANNOTATION)) {
                var where = entry.value().where();
                entry.value()
                        .text()
                        .flatMap(text -> ManifestReader.tree(where.file(), text, new ArrayList<>()))
                        .map(tree -> tree.moved(_ -> where))
                        .filter(tree -> tree instanceof Node.Mapping)
                        .ifPresent(tree -> found.add((Node.Mapping) tree));
            }
        }
        return found;
    }

    private static Node.Mapping merge(Node.Mapping below, Node.Mapping above) {
        var merged = new LinkedHashMap<String, Node.Entry>();
        below.entries().forEach(entry -> merged.put(entry.key(), entry));
        for (var entry : above.entries()) {
            boolean both = below.get(entry.key()).orElse(null) instanceof Node.Mapping
                    && entry.value() instanceof Node.Mapping;
            merged.put(entry.key(), both ? merged(below, entry) : entry);
        }
        return new Node.Mapping(above.where(), List.copyOf(merged.values()));
    }

    private static Node.Entry merged(Node.Mapping below, Node.Entry entry) {
        var before = (Node.Mapping) below.get(entry.key()).orElseThrow();
        return new Node.Entry(entry.where(), entry.key(), merge(before, (Node.Mapping) entry.value()));
    }
}
