package dev.meshwright.analysis.envoyfilter;

import dev.meshwright.analysis.Rule;
import java.util.List;

/// The rules of this package.
public final class EnvoyFilterRules {
    private EnvoyFilterRules() {}

    public static List<Rule> all() {
        return List.of(
                new RelativePatch(),
                new RelativePatchOfVersion(),
                new ReplacePatchNotOnFilter(),
                new AddPatchOnRoute(),
                new RemovePatchOnRoute(),
                new RemovesSecurityFilter(),
                new PatchesEveryProxy());
    }
}
