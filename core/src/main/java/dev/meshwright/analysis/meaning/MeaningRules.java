package dev.meshwright.analysis.meaning;

import dev.meshwright.analysis.Rule;
import java.util.List;

/// The rules of this package.
public final class MeaningRules {
    private MeaningRules() {}

    public static List<Rule> all() {
        return List.of(
                new RuleNeverMatches(),
                new AllowRefused(),
                new RuleShadowed(),
                new AllowRedundant(),
                new AllowAdmitsAll(),
                new DenyBypassed());
    }
}
