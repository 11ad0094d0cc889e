package dev.meshwright.topology;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import java.util.List;
import java.util.SequencedMap;

/// What makes pods: Deployment, StatefulSet, DaemonSet, Job, CronJob, ReplicaSet, Pod, Argo Rollout.
///
/// @param labels the pod template's labels
/// @param annotations the pod template's annotations
/// @param serviceAccount `default` where the template names none
/// @param podSpec the pod template's spec, for what is not a field here
/// @param manifest the object it comes from
public record Workload(
        String kind,
        String namespace,
        String name,
        SequencedMap<String, String> labels,
        SequencedMap<String, String> annotations,
        String serviceAccount,
        boolean hostNetwork,
        List<ContainerPort> ports,
        Node podSpec,
        Manifest manifest) {

    public Workload {
        ports = List.copyOf(ports);
    }

    /// A port that a container declares.
    public record ContainerPort(Source where, String container, int port, String name, String protocol) {}

    /// `namespace/name`.
    public String id() {
        return namespace + "/" + name;
    }

    public Source where() {
        return manifest.where();
    }

    /// Runs to an end, so nobody calls it and it may finish before its proxy.
    public boolean isJob() {
        return kind.equals("Job") || kind.equals("CronJob");
    }

    /// Whether the pods are proxies that take traffic from outside, or let it out.
    public boolean isGateway() {
        return "ingressgateway".equals(labels.get("istio"))
                || labels.containsKey("gateway.networking.k8s.io/gateway-name")
                || "gateway".equals(annotations.get("inject.istio.io/templates"));
    }

    /// Whether these labels select its pods; an empty selector selects none.
    public boolean isSelectedBy(SequencedMap<String, String> selector) {
        return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
    }
}
