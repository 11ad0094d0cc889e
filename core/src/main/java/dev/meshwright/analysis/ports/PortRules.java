package dev.meshwright.analysis.ports;

import dev.meshwright.analysis.Rule;
import java.util.List;

/// The rules of this package.
public final class PortRules {
    private PortRules() {}

    public static List<Rule> all() {
        return List.of(
                new TargetPortNotDeclared(),
                new ServiceSelectsNothing(),
                new PortNameWithoutProtocol(),
                new ExternalNamePortName(),
                new ServicesDisagreeOnProtocol(),
                new ServicesDisagreeOnPort());
    }
}
