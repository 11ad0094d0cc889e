package dev.meshwright.cli.report;

import dev.meshwright.access.Proof;
import dev.meshwright.analysis.Finding;
import dev.meshwright.generate.Generation;
import dev.meshwright.intent.Intent;
import dev.meshwright.rollout.Plan;
import dev.meshwright.topology.Topology;
import java.util.List;

/// Everything that `meshwright onboard` found out and decided.
///
/// @param objects how many Kubernetes objects were checked
public record Onboarding(
        Topology topology,
        Intent intent,
        Generation generation,
        Proof proof,
        List<Finding> findings,
        Plan plan,
        int objects) {
    public Onboarding {
        findings = List.copyOf(findings);
    }
}
