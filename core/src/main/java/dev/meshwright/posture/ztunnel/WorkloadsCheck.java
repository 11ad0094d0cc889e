package dev.meshwright.posture.ztunnel;

import dev.meshwright.posture.Intended;
import dev.meshwright.posture.Mismatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Compares the workloads: who there is, by which identity, behind which services, under which policies. How many pods
/// a workload has is no intent, and which addresses they have neither.
final class WorkloadsCheck {
    private final PodsCheck pods;
    private final EntriesCheck entries;
    private final WorkloadFields fields;

    /// @param addresses the hosts in the dump by `network/address`
    WorkloadsCheck(
            Intended intended,
            IntendedPolicies policies,
            IntendedServices services,
            String cluster,
            Map<String, String> addresses,
            List<Mismatch> found) {
        this.fields = new WorkloadFields(intended, cluster, found);
        this.pods = new PodsCheck(intended, policies, services, addresses, fields);
        this.entries = new EntriesCheck(intended, services, fields);
    }

    void run(JsonNode workloads) {
        var byAddress = new HashMap<String, String>();
        for (var workload : workloads) {
            check(workload);
            checkAddresses(workload, byAddress);
        }
    }

    private void check(JsonNode dumped) {
        var id = WorkloadId.of(dumped);
        switch (id.kind()) {
            case "Pod" -> pods.check(dumped, id);
            case "WorkloadEntry" -> entries.checkWorkloadEntry(dumped, id);
            case "ServiceEntry" -> entries.checkServiceEntry(dumped, id);
            case "EndpointSlice" -> entries.checkSlice(dumped, id);
            default ->
                fields.unexplained(
                        dumped, "its uid is " + dumped.path("uid").asString("") + ", which istiod gives to nothing");
        }
    }

    /// Two workloads with one address: calls to one of them may go to the other.
    private void checkAddresses(JsonNode dumped, Map<String, String> byAddress) {
        if (dumped.path("networkMode").asString("").equals("HostNetwork")) {
            return;
        }
        for (var address : dumped.path("workloadIps")) {
            var other = byAddress.putIfAbsent(
                    dumped.path("network").asString("") + "/" + EntryCheck.text(address),
                    dumped.path("uid").asString(""));
            if (other != null && !other.equals(dumped.path("uid").asString(""))) {
                fields.entry(dumped, null)
                        .report(
                                "",
                                EntryCheck.text(address),
                                "it has the address of " + other + ": calls may go to the wrong one");
            }
        }
    }
}
