package dev.meshwright.analysis.tokens;

import dev.meshwright.analysis.Rule;
import java.util.List;

/// The rules of this package.
public final class TokenRules {
    private TokenRules() {}

    public static List<Rule> all() {
        return List.of(new TokenNotRequired(), new IssuerNotChecked(), new KeysInPlaintext(), new KeysFromOutside());
    }
}
