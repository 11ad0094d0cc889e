package dev.meshwright.posture.ztunnel;

import dev.meshwright.posture.CertificateAge;
import dev.meshwright.posture.Certificates;
import dev.meshwright.posture.ProxyState;
import dev.meshwright.posture.ResourceTexts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What a ztunnel was told, resource by resource, as texts that are the same as long as it is told the same; all pods
/// of a workload make one text.
public final class ZtunnelDigest {
    /// What differs from pod to pod.
    private static final Set<String> OF_PODS =
            Set.of("uid", "name", "workloadIps", "node", "locality", "status", "workloadType");

    /// What the process says about itself and its host.
    private static final Set<String> OF_PROCESS = Set.of(
            "dnsResolverCfg",
            "dnsResolverOpts",
            "localNode",
            "numWorkerThreads",
            "proxyWorkloadInformation",
            "ztunnelWorkload");

    private final ProxyState state;
    private final ResourceTexts texts = new ResourceTexts();

    private ZtunnelDigest(ProxyState state) {
        this.state = state;
    }

    /// By `KIND/NAME`.
    public static SortedMap<String, String> of(ProxyState state) {
        var digest = new ZtunnelDigest(state);
        digest.read(state.configDump());
        return digest.texts.all();
    }

    private void read(JsonNode dump) {
        for (var policy : dump.path("policies")) {
            var read = ZtunnelPolicy.of(policy);
            texts.add("policy/" + read.id(), read.scope() + " " + read.describe());
        }
        var resources = new HashMap<String, String>();
        for (var workload : dump.path("workloads")) {
            var resource = WorkloadId.resource(workload);
            resources.put(workload.path("uid").asString(""), resource);
            texts.add(resource, fields(workload, OF_PODS));
        }
        for (var service : dump.path("services")) {
            var id = "service/" + service.path("namespace").asString("") + "/"
                    + service.path("hostname").asString("");
            texts.add(id, fields(service, Set.of("endpoints")) + endpoints(service, resources));
        }
        for (var certificate : dump.path("certificates")) {
            texts.add("secret/" + certificate.path("identity").asString(""), certificate(certificate));
        }
        texts.add("bootstrap/admin", sorted(dump.path("config").path("adminAddr")));
        texts.add("bootstrap/rest", fields(dump.path("config"), OF_PROCESS) + sorted(dump.path("staticConfig")));
    }

    private static String endpoints(JsonNode service, Map<String, String> resources) {
        var ends = new TreeSet<String>();
        for (var end : service.path("endpoints").properties()) {
            ends.add(resources.getOrDefault(end.getKey(), end.getKey()) + " "
                    + sorted(end.getValue().path("port")));
        }
        return String.join(" ", ends);
    }

    private String certificate(JsonNode certificate) {
        var leaf = certificate.path("certChain").path(0).path("pem").asString("");
        var roots = new TreeSet<String>();
        certificate.path("rootCerts").forEach(root -> roots.add(root.path("pem").asString("")));
        return Certificates.decoded(leaf).stream()
                        .flatMap(pem -> Certificates.read(pem).stream())
                        .findFirst()
                        .map(one -> Certificates.holder(one) + ", " + CertificateAge.of(one, state.at()))
                        .orElse(leaf)
                + " " + String.join(" ", roots);
    }

    private static String fields(JsonNode object, Set<String> without) {
        return new TreeSet<>(object.propertyNames())
                .stream()
                        .filter(name -> !without.contains(name))
                        .map(name -> name + " " + sorted(object.path(name)))
                        .collect(Collectors.joining(", "));
    }

    /// Lists here are sets throughout.
    private static String sorted(JsonNode node) {
        if (node.isObject()) {
            return fields(node, Set.of());
        }
        if (node.isArray()) {
            List<String> items =
                    node.valueStream().map(ZtunnelDigest::sorted).sorted().toList();
            return items.toString();
        }
        return node.toString();
    }
}
