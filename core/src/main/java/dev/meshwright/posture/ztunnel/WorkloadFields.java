package dev.meshwright.posture.ztunnel;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.MismatchCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The fields that all workloads have, wherever they come from.
final class WorkloadFields {
    private final Intended intended;
    private final String cluster;
    private final List<Mismatch> found;

    /// @param cluster the id of the cluster that the mesh is in
    WorkloadFields(Intended intended, String cluster, List<Mismatch> found) {
        this.intended = intended;
        this.cluster = cluster;
        this.found = found;
    }

    EntryCheck entry(JsonNode dumped, @Nullable Manifest decides) {
        return new EntryCheck(WorkloadId.resource(dumped), MismatchCode.ZTUNNEL_WORKLOAD, dumped, decides, found);
    }

    /// What says where it is and what it is called, and no more.
    void place(EntryCheck check, JsonNode dumped, WorkloadId id) {
        check.is("namespace", id.namespace(), "the namespace in its uid is another one")
                .is("name", id.name(), "the name in its uid is another one")
                .aside("uid", "workloadName", "workloadType", "canonicalName", "canonicalRevision", "locality", "node")
                .aside("status", "workloadIps", "clusterId");
        if (!id.cluster().equals(cluster)
                || !dumped.path("clusterId").asString("").equals(cluster)) {
            check.report(cluster, dumped.path("clusterId").asString(""), "it is of another cluster");
        }
    }

    /// Who it is to others.
    void identity(EntryCheck check, String account) {
        check.is("serviceAccount", account, "its identity is another one: callers take it for somebody else")
                .is(
                        "trustDomain",
                        intended.settings().trustDomain(),
                        "its identity is of another trust domain: callers take it for somebody else");
    }

    /// @param why the reason why nothing explains it
    void unexplained(JsonNode dumped, String why) {
        entry(dumped, null)
                .report("", dumped.path("uid").asString(""), "ztunnel knows a workload that nothing explains: " + why);
    }
}
