package dev.meshwright.analysis.posture;

import dev.meshwright.analysis.Rule;
import java.util.List;

/// The rules of this package.
public final class PostureRules {
    private PostureRules() {}

    public static List<Rule> all() {
        return List.of(
                new ClientTlsRefused(),
                new ClientTlsStripped(),
                new PlaintextCallerRefused(),
                new CallsInPlaintext(),
                new OldTlsVersion(),
                new EgressOpen());
    }
}
