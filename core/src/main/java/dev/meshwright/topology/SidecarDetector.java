package dev.meshwright.topology;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// The egress lists of Istio Sidecars that are written for one workload: whom it is meant to reach. A Sidecar for a
/// whole namespace, and hosts with wildcards, say nothing about one caller. See
/// https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioEgressListener
final class SidecarDetector {
    private final List<Workload> workloads;
    private final ServiceIndex index;
    private final Intended intended;
    private final List<Call> calls = new ArrayList<>();

    private SidecarDetector(List<Workload> workloads, ServiceIndex index, Intended intended) {
        this.workloads = workloads;
        this.index = index;
        this.intended = intended;
    }

    static List<Call> calls(Manifests manifests, List<Workload> workloads, ServiceIndex index, Intended intended) {
        var detector = new SidecarDetector(workloads, index, intended);
        manifests.ofKind("networking.istio.io", "Sidecar").forEach(detector::read);
        return detector.calls;
    }

    private void read(Manifest sidecar) {
        var labels = new LinkedHashMap<String, String>();
        sidecar.root()
                .entries("spec", "workloadSelector", "labels")
                .forEach(entry -> labels.put(entry.key(), entry.value().text().orElse("")));
        var selected = workloads.stream()
                .filter(workload -> workload.namespace().equals(sidecar.namespaceOrDefault()))
                .filter(workload -> workload.isSelectedBy(labels))
                .toList();
        for (var listener : sidecar.root().items("spec", "egress")) {
            for (var host : listener.items("hosts")) {
                selected.forEach(workload -> read(sidecar, listener, host, workload));
            }
        }
    }

    private void read(Manifest sidecar, Node listener, Node host, Workload workload) {
        String text = host.text().orElse("");
        String name = text.substring(text.indexOf('/') + 1);
        if (text.startsWith("~/") || name.startsWith("*")) {
            return;
        }
        index.resolve(name, sidecar.namespaceOrDefault())
                .flatMap(to -> intended.call(
                        workload,
                        to,
                        Ports.named(to, listener.text("port", "number").orElse("")),
                        new Evidence(
                                host.where().file(),
                                host.where().line(),
                                "sidecar",
                                Shown.text("", "Sidecar " + sidecar.name() + " → " + text))))
                .ifPresent(calls::add);
    }
}
