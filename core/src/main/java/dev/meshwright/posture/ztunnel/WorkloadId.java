package dev.meshwright.posture.ztunnel;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// Where a workload in the dump comes from: `cluster/group/kind/namespace/name`, and for some an address behind it.
///
/// @param kind Pod, WorkloadEntry, ServiceEntry or EndpointSlice; "" where the text is something else
/// @param address "" where there is none
record WorkloadId(String cluster, String kind, String namespace, String name, String address) {
    static WorkloadId of(JsonNode workload) {
        var parts = List.of(workload.path("uid").asString("").split("/", 6));
        return parts.size() < 5
                ? new WorkloadId(
                        "",
                        "",
                        workload.path("namespace").asString(""),
                        workload.path("name").asString(""),
                        "")
                : new WorkloadId(
                        parts.get(0), parts.get(2), parts.get(3), parts.get(4), parts.size() > 5 ? parts.get(5) : "");
    }

    /// `workload/NAMESPACE/WORKLOAD:SERVICEACCOUNT`, the same for all pods of a workload.
    static String resource(JsonNode workload) {
        var owner = workload.path("workloadName").asString("");
        return "workload/" + workload.path("namespace").asString("") + "/"
                + (owner.isEmpty() ? workload.path("name").asString("") : owner) + ":"
                + workload.path("serviceAccount").asString("");
    }
}
