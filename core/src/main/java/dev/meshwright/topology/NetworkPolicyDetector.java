package dev.meshwright.topology;

import dev.meshwright.manifest.LabelSelector;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// NetworkPolicies: whom their authors mean to call whom. Only peers that are named by their labels count; a policy for
/// all pods, for whole namespaces or for addresses says nothing about one caller.
final class NetworkPolicyDetector {
    private final Map<String, List<Workload>> workloads;
    private final Intended intended;
    private final Map<String, Map<String, String>> namespaces = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();

    private NetworkPolicyDetector(Manifests manifests, List<Workload> workloads, Intended intended) {
        this.workloads = workloads.stream()
                .collect(Collectors.groupingBy(Workload::namespace, TreeMap::new, Collectors.toList()));
        this.intended = intended;
        manifests
                .ofKind("", "Namespace")
                .forEach(namespace -> namespaces.put(namespace.name(), new HashMap<>(namespace.labels())));
        workloads.forEach(workload -> namespaces
                .computeIfAbsent(workload.namespace(), _ -> new HashMap<>())
                .put("kubernetes.io/metadata.name", workload.namespace()));
    }

    static List<Call> calls(Manifests manifests, List<Workload> workloads, Intended intended) {
        var detector = new NetworkPolicyDetector(manifests, workloads, intended);
        manifests.ofKind("networking.k8s.io", "NetworkPolicy").forEach(detector::read);
        return detector.calls;
    }

    private void read(Manifest policy) {
        var selector = policy.root().at("spec", "podSelector").map(LabelSelector::new);
        if (selector.isEmpty() || !isNaming(selector.get())) {
            return;
        }
        var selected = selected(policy.namespaceOrDefault(), selector.get());
        for (var rule : policy.root().items("spec", "ingress")) {
            for (var peer : rule.items("from")) {
                for (var caller : peers(policy, peer)) {
                    selected.forEach(called -> add(policy, rule, peer, caller, called));
                }
            }
        }
        for (var rule : policy.root().items("spec", "egress")) {
            for (var peer : rule.items("to")) {
                for (var called : peers(policy, peer)) {
                    selected.forEach(caller -> add(policy, rule, peer, caller, called));
                }
            }
        }
    }

    private List<Workload> peers(Manifest policy, Node peer) {
        var pods = peer.at("podSelector").map(LabelSelector::new);
        if (pods.isEmpty() || !isNaming(pods.get())) {
            return List.of();
        }
        var space = peer.at("namespaceSelector").map(LabelSelector::new);
        if (space.isEmpty()) {
            return selected(policy.namespaceOrDefault(), pods.get());
        }
        return workloads.keySet().stream()
                .filter(namespace -> space.get().matches(namespaces.getOrDefault(namespace, Map.of())))
                .flatMap(namespace -> selected(namespace, pods.get()).stream())
                .toList();
    }

    /// Whether it asks for a label's value: a selector that only excludes, or that takes everything, names nobody.
    private static boolean isNaming(LabelSelector selector) {
        return !selector.node().entries("matchLabels").isEmpty()
                || selector.node().items("matchExpressions").stream()
                        .anyMatch(one -> one.text("operator").orElse("").equals("In"));
    }

    private List<Workload> selected(String namespace, LabelSelector pods) {
        return workloads.getOrDefault(namespace, List.of()).stream()
                .filter(workload -> pods.matches(workload.labels()))
                .toList();
    }

    private void add(Manifest policy, Node rule, Node peer, Workload caller, Workload called) {
        intended.service(called).ifPresent(to -> {
            var evidence = new Evidence(
                    peer.where().file(),
                    peer.where().line(),
                    "network-policy",
                    Shown.text("", "NetworkPolicy " + policy.name() + " → " + to.name()));
            ports(rule, to)
                    .forEach(port -> intended.call(caller, to, port, evidence).ifPresent(calls::add));
        });
    }

    /// The Service's ports that lead to the pods' ports of a rule; 0 for a rule without ports or with others.
    private static Stream<Integer> ports(Node rule, Service to) {
        var ports = new ArrayList<Integer>();
        for (var allowed : rule.items("ports")) {
            String number = allowed.text("port").orElse("");
            to.ports().stream()
                    .filter(port -> String.valueOf(port.targetPort()).equals(number)
                            || port.name().equals(number))
                    .map(Service.Port::port)
                    .forEach(ports::add);
        }
        return ports.isEmpty()
                ? Stream.of(to.ports().size() == 1 ? to.ports().getFirst().port() : 0)
                : ports.stream();
    }
}
