package dev.meshwright.access.batch;

import dev.meshwright.access.Access;
import dev.meshwright.access.Caller;
import dev.meshwright.access.Decision;
import dev.meshwright.access.Inbound;
import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Workload;
import dev.meshwright.topology.Workloads;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A callee with the policies around it.
public final class PolicySet {
    private final Access access;
    private final Workload workload;
    private final boolean ambient;

    private PolicySet(Access access, Workload workload, boolean ambient) {
        this.access = access;
        this.workload = workload;
        this.ambient = ambient;
    }

    /// Reads a set; empty where it names no workload.
    ///
    /// @param file what it is called in messages
    public static Optional<PolicySet> read(String file, JsonNode set) {
        var settings = settings(file, set.path("meshConfig"));
        var policies = manifests(file, List.of(set.path("policies"), set.path("peerAuthentications")));
        boolean ambient = set.path("workload").path("mode").asString("").equals("ambient");
        return Workloads.of(parse(file, pod(set.path("workload")))).stream()
                .findFirst()
                .map(workload -> new PolicySet(Access.of(policies, settings), workload, ambient));
    }

    boolean allows(@Nullable String principal, boolean http, Request request) {
        var from = principal == null ? new Caller.Plaintext() : Caller.Identity.of(principal);
        // The mesh config of a set has no authorizer, and without one Istio refuses what CUSTOM rules match.
        var decision = inbound(request.port(), http).decide(request.with(Field.PEER, from.peer()));
        return decision.verdict() == Decision.Verdict.ALLOWED;
    }

    /// What the callee's proxy enforces.
    ///
    /// @param http whether it reads requests on the port
    public Inbound inbound(int port, boolean http) {
        return ambient ? access.atZtunnel(workload, port) : access.atSidecar(workload, port, http);
    }

    private static MeshSettings settings(String file, JsonNode config) {
        var mesh = Map.of(
                "kind", "MeshConfig",
                "apiVersion", "istio/v1",
                "rootNamespace", config.path("rootNamespace").asString("istio-system"),
                "trustDomain", config.path("trustDomain").asString("cluster.local"),
                "trustDomainAliases", config.path("aliases"),
                "pathNormalization", config.path("pathNormalization"));
        Node root = parse(file, mesh).objects().getFirst().root();
        return MeshSettings.of(root, Intent.defaults());
    }

    private static Manifests manifests(String file, List<JsonNode> lists) {
        return Manifests.concat(lists.stream()
                .map(list -> parse(file, Map.of("apiVersion", "v1", "kind", "List", "items", list)))
                .toList());
    }

    private static Map<String, ?> pod(JsonNode workload) {
        return Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Pod",
                "metadata",
                Map.of(
                        "name", workload.path("name").asString("workload"),
                        "namespace", workload.path("namespace").asString("default"),
                        "labels", workload.path("labels")),
                "spec",
                Map.of("serviceAccountName", workload.path("serviceAccount").asString("default")));
    }

    private static Manifests parse(String file, Map<String, ?> object) {
        return ManifestReader.parse(file, JsonMapper.shared().writeValueAsString(object));
    }
}
