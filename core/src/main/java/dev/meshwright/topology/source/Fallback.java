package dev.meshwright.topology.source;

import java.util.Optional;
import java.util.Set;

/// Texts that hold where a variable of the environment is not set.
final class Fallback {
    private static final Set<String> OPERATORS = Set.of("||", "??", "?:", "or", "else", "?");

    private Fallback() {}

    /// The variable in whose place the text stands.
    static Optional<String> variable(Tokens tokens, int i) {
        var callees = Callees.around(tokens, i);
        if (!callees.isEmpty() && callees.getFirst().isLookup()) {
            return Optional.of(callees.getFirst().first().text());
        }
        return isPlace(tokens, i) ? before(tokens, i) : Optional.empty();
    }

    /// Whether the text stands behind something that holds if it is there.
    static boolean isPlace(Tokens tokens, int i) {
        return OPERATORS.contains(tokens.code(i - 1))
                || (tokens.is(i - 1, ":") && tokens.isInChoice(i - 1))
                || (tokens.is(i - 1, "{") && tokens.is(i - 2, ")"))
                || Callees.around(tokens, i).stream().anyMatch(Callee::isFallback);
    }

    /// The variable that the statement asks for before.
    private static Optional<String> before(Tokens tokens, int i) {
        for (int k = i - 1; k > Math.max(0, i - Tokens.STATEMENT) && !isStart(tokens, k); k--) {
            var token = tokens.at(k);
            boolean isArgument = token.isString() && (tokens.is(k - 1, "(") || tokens.is(k - 1, "["));
            boolean isMember = token.isWord() && tokens.is(k - 1, ".") && tokens.is(k - 2, "env");
            if ((isArgument || isMember) && Tokens.isVariable(token.text())) {
                return Optional.of(token.text());
            }
        }
        return Optional.empty();
    }

    private static boolean isStart(Tokens tokens, int k) {
        return tokens.is(k, ";") || tokens.isLast(k);
    }
}
