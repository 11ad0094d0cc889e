package dev.meshwright.analysis.identity;

import dev.meshwright.analysis.Rule;
import java.util.List;

/// The rules of this package.
public final class IdentityRules {
    private IdentityRules() {}

    public static List<Rule> all() {
        return List.of(new TokenMounted(), new SharedIdentity());
    }
}
