package dev.meshwright.posture.ztunnel;

import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.MismatchCode;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Compares the policies: each has to say what istiod makes of its object, and none may be missing.
final class PoliciesCheck {
    private final IntendedPolicies intended;
    private final List<Mismatch> found;

    PoliciesCheck(IntendedPolicies intended, List<Mismatch> found) {
        this.intended = intended;
        this.found = found;
    }

    void run(JsonNode policies) {
        var missing = new TreeMap<>(intended.all());
        for (var dumped : policies) {
            var active = ZtunnelPolicy.of(dumped);
            var wanted = missing.remove(active.id());
            if (wanted == null) {
                report(active.id(), null, "", active.describe(), "ztunnel holds a policy that nothing explains");
            } else {
                compare(wanted, active, dumped);
            }
        }
        missing.values().stream()
                .filter(entry -> !entry.isOptional())
                .forEach(
                        entry -> report(
                                entry.policy().id(),
                                entry,
                                entry.policy().describe(),
                                "",
                                entry.policy().action().equals("Deny")
                                        ? "ztunnel does not hold the policy: whom it refuses gets through"
                                        : "ztunnel does not hold the policy: whom it admits is refused, or everybody gets through"));
    }

    private void compare(IntendedPolicies.Entry wanted, ZtunnelPolicy active, JsonNode dumped) {
        if (!wanted.policy().equals(active)) {
            report(
                    active.id(),
                    wanted,
                    wanted.policy().describe(),
                    active.describe(),
                    "ztunnel admits or refuses other callers than the policy says");
        }
        new EntryCheck("policy/" + active.id(), MismatchCode.ZTUNNEL_POLICY, dumped, wanted.object(), found)
                .aside("name", "namespace", "scope", "action", "dryRun", "rules")
                .nothingElse();
    }

    private void report(
            String id, IntendedPolicies.@Nullable Entry entry, String wanted, String active, String message) {
        var mismatch = Mismatch.of(MismatchCode.ZTUNNEL_POLICY, "policy/" + id, wanted, active, message);
        found.add(entry == null || entry.object() == null ? mismatch : mismatch.by(entry.object()));
    }
}
