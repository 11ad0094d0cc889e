package dev.meshwright.analysis.readiness;

import dev.meshwright.analysis.Rule;
import java.util.List;

/// The rules of this package.
public final class ReadinessRules {
    private ReadinessRules() {}

    public static List<Rule> all() {
        return List.of(
                new ListensOnLocalhost(),
                new InitContainerCallsOut(),
                new JobNeverEnds(),
                new ProbeRefused(),
                new GatewayPortPrivileged(),
                new AccountNotFound(),
                new MeshPortBlocked());
    }
}
