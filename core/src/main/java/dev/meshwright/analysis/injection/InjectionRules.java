package dev.meshwright.analysis.injection;

import dev.meshwright.analysis.Rule;
import java.util.List;

/// The rules of this package.
public final class InjectionRules {
    private InjectionRules() {}

    public static List<Rule> all() {
        return List.of(
                new MissingInjectionLabel(),
                new InjectionByAnnotation(),
                new ContradictoryInjection(),
                new HostNetworkInMesh(),
                new NamespaceNotInjected(),
                new SeveralInjectionLabels(),
                new PodWithoutProxy(),
                new ReservedUserId(),
                new AutoImageNotInjected(),
                new AutoImageInPod(),
                new InjectedByDefault(),
                new ProxyImageOutdated());
    }
}
