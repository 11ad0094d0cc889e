package dev.meshwright.topology.source;

import java.util.Optional;

/// What takes a text: a variable, a property, a parameter.
///
/// @param name as written
/// @param isWhole whether the text itself is taken, and not what a call makes of it
record Assignment(String name, boolean isWhole) {
    private static final int TYPE = 10;

    static Optional<Assignment> of(Tokens tokens, int i) {
        if (isPair(tokens, i)) {
            return tokens.isName(i - 2)
                    ? Optional.of(new Assignment(tokens.at(i - 2).text(), true))
                    : Optional.empty();
        }
        boolean isFallback = Fallback.isPlace(tokens, i);
        int depth = 0;
        boolean isWhole = true;
        for (int k = i - 1; k >= Math.max(0, i - Tokens.STATEMENT) && !tokens.isLast(k); k--) {
            switch (tokens.code(k)) {
                case ")", "]" -> depth++;
                case "(", "[" -> {
                    depth--;
                    isWhole &= depth >= 0;
                }
                case ";", "{", "}" -> {
                    return Optional.empty();
                }
                case "," -> {
                    if (depth == 0) {
                        return Optional.empty();
                    }
                }
                case "=", ":=" -> {
                    if (depth <= 0) {
                        return named(name(tokens, k), isWhole);
                    }
                }
                case ":" -> {
                    if (depth == 0 && isFallback && tokens.isName(k - 1)) {
                        return named(tokens.at(k - 1), isWhole);
                    }
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    private static Optional<Assignment> named(Token name, boolean isWhole) {
        return name.isWord() || name.isString() ? Optional.of(new Assignment(name.text(), isWhole)) : Optional.empty();
    }

    /// `name: "text"`, `"name" => "text"`.
    private static boolean isPair(Tokens tokens, int i) {
        return tokens.is(i - 1, "=>") || (tokens.is(i - 1, ":") && tokens.isName(i - 2) && !tokens.isInChoice(i - 1));
    }

    /// Of `name =`, `name: Type =` and `map["name"] =` the name.
    private static Token name(Tokens tokens, int assignment) {
        for (int k = assignment - 1; k > Math.max(0, assignment - TYPE) && isType(tokens, k, assignment); k--) {
            if (tokens.is(k, ":") && tokens.at(k - 1).isWord()) {
                return tokens.at(k - 1);
            }
        }
        boolean isEntry =
                tokens.is(assignment - 1, "]") && tokens.at(assignment - 2).isString();
        return tokens.at(isEntry ? assignment - 2 : assignment - 1);
    }

    private static boolean isType(Tokens tokens, int k, int assignment) {
        return switch (tokens.code(k)) {
            case ";", ",", "(", "{" -> false;
            default -> tokens.at(k).line() == tokens.at(assignment).line();
        };
    }
}
