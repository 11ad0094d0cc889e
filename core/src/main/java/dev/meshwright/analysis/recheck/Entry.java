package dev.meshwright.analysis.recheck;

import dev.meshwright.analysis.Hosts;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// An object of the loaded mesh, with what links it to others. Two entries are the same only if they are one.
final class Entry {
    private static final Set<String> TEMPLATES = Set.of("template", "jobTemplate");

    final Manifest object;
    /// The namespace it lies in; for a Namespace its own.
    final String namespace;
    /// What makes it part of one application with others: `namespace/name` of itself, of Services it configures, of the
    /// account it runs as.
    final Set<String> joins = new LinkedHashSet<>();
    /// What others may call it.
    final Set<String> names = new LinkedHashSet<>();
    /// What it says; names of others among it.
    final Set<String> words;
    /// Namespaces that it means as a whole, if these are namespaces.
    final Set<String> wholes;
    /// The labels of its pods; empty where it makes none.
    final SequencedMap<String, String> podLabels = new LinkedHashMap<>();
    /// What it selects pods by.
    final List<SequencedMap<String, String>> selectors = new ArrayList<>();
    /// Where it stands in the input.
    int place;

    private boolean hasExpressions;
    private boolean hasHosts;
    private boolean hasTarget;

    Entry(Manifest object) {
        this.object = object;
        this.namespace = isNamespace() ? object.name() : object.namespaceOrDefault();
        var said = Words.of(object);
        this.words = said.words();
        this.wholes = said.wholes();
        names.add(object.name());
        joins.add(isNamespace() ? "namespace " + object.name() : namespace + "/" + object.name());
        hosts();
        if (object.kind().equals("Pod") || object.kind().equals("WorkloadEntry")) {
            texts(object.root(), podLabels, "metadata", "labels");
        }
        texts(object.root(), podLabels, "spec", "labels");
        object.root().entries("spec").stream()
                .filter(entry -> TEMPLATES.contains(entry.key()))
                .forEach(entry -> template(entry.value()));
        selector("spec", "selector", "matchLabels");
        selector("spec", "selector");
        selector("spec", "workloadSelector", "labels");
        selector("spec", "workloadSelector", "matchLabels");
        selector("spec", "podSelector", "matchLabels");
    }

    /// Whether it is for this very instance; to compare all of two objects would take as long as to check them.
    @SuppressWarnings("ReferenceEquality")
    boolean holds(Manifest other) {
        return object == other;
    }

    boolean isNamespace() {
        return object.kind().equals("Namespace") && object.group().isEmpty();
    }

    /// Whether it is for all of its namespace: a policy without a selector, or with one that is hard to tell.
    boolean isWide() {
        boolean isPolicy = object.group().endsWith("istio.io")
                || object.kind().equals("NetworkPolicy")
                || object.group().startsWith("gateway.networking");
        return hasExpressions || (isPolicy && selectors.isEmpty() && !hasHosts && !hasTarget);
    }

    boolean selects(Entry pods) {
        return selectors.stream().anyMatch(selector -> pods.podLabels.entrySet().containsAll(selector.entrySet()));
    }

    private void template(Node template) {
        var inner = template.at("spec", "template").orElse(template);
        texts(inner, podLabels, "metadata", "labels");
        inner.text("spec", "serviceAccountName").ifPresent(name -> joins.add(namespace + "/" + name));
    }

    private void hosts() {
        var root = object.root();
        root.text("spec", "host").ifPresent(this::host);
        if (!object.kind().equals("Sidecar")) {
            root.items("spec", "hosts").forEach(item -> item.text().ifPresent(this::host));
            root.items("spec", "hostnames").forEach(item -> item.text().ifPresent(this::host));
        }
        root.text("spec", "targetRef", "name").ifPresent(this::target);
        root.items("spec", "targetRefs").forEach(item -> item.text("name").ifPresent(this::target));
        root.items("spec", "parentRefs").forEach(item -> item.text("name").ifPresent(this::target));
    }

    private void target(String name) {
        hasTarget = true;
        joins.add(namespace + "/" + name);
    }

    private void host(String host) {
        hasHosts = true;
        var parts = Hosts.fullName(namespace, host).split("\\.", -1);
        if ((parts.length == 5 && host.endsWith(".svc.cluster.local")) || host.indexOf('.') < 0) {
            joins.add((parts.length > 1 ? parts[1] : namespace) + "/" + parts[0]);
            names.add(parts[0]);
        } else {
            names.addAll(List.of(parts));
            joins.add("host " + host);
        }
    }

    private void selector(String... keys) {
        var labels = new LinkedHashMap<String, String>();
        texts(object.root(), labels, keys);
        if (!labels.isEmpty()) {
            selectors.add(labels);
        }
        hasExpressions |= object.root().at(keys[0], keys[1], "matchExpressions").isPresent()
                && !object.root().at("spec", "template").isPresent();
    }

    private static void texts(Node from, Map<String, String> into, String... keys) {
        for (var entry : from.entries(keys)) {
            if (entry.value() instanceof Node.Scalar scalar && !scalar.isNull()) {
                into.put(entry.key(), scalar.text());
            }
        }
    }
}
