package dev.meshwright.analysis.traffic;

import dev.meshwright.manifest.Node;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The texts that a `StringMatch` takes: one, those that begin in one way, any, or those of a regular expression.
sealed interface TextMatch {
    record Exact(String text) implements TextMatch {}

    record Prefix(String text) implements TextMatch {}

    /// Texts that are not told apart further.
    ///
    /// @param beginning what each of them begins with
    record Regex(String expression, String beginning) implements TextMatch {}

    /// Letters that stand for themselves in a regular expression.
    Pattern LITERAL = Pattern.compile("(?:[A-Za-z0-9/_~:@ -]|\\\\[./+*?()\\[\\]{}|^$-])*");

    /// Every text, the empty one too.
    static TextMatch any() {
        return new Prefix("");
    }

    /// What a node of a match takes.
    ///
    /// @param node a mapping with `exact`, `prefix` or `regex`
    static TextMatch of(Node node) {
        return node.text("exact")
                .<TextMatch>map(Exact::new)
                .or(() -> node.text("prefix").map(Prefix::new))
                .or(() -> node.text("regex").map(TextMatch::ofRegex))
                .orElseGet(TextMatch::any);
    }

    private static TextMatch ofRegex(String expression) {
        var bare = expression.startsWith("^") ? expression.substring(1) : expression;
        var literal = LITERAL.matcher(bare);
        int end = literal.lookingAt() ? literal.end() : 0;
        var rest = bare.substring(end);
        var text = bare.substring(0, end).replaceAll("\\\\(.)", "$1");
        if (rest.isEmpty() || rest.equals("$")) {
            return new Exact(text);
        }
        if (rest.equals(".*") || rest.equals(".*$")) {
            return new Prefix(text);
        }
        // A letter before `*`, `?` or `{` may be absent, and with an alternative all of it may.
        boolean isOptional = "*?{".indexOf(rest.charAt(0)) >= 0;
        var sure = isOptional && !text.isEmpty() ? text.substring(0, text.length() - 1) : text;
        return new Regex(expression, rest.contains("|") ? "" : sure);
    }

    /// Whether it takes every text that the other takes; of regular expressions as far as their form tells.
    default boolean covers(TextMatch other) {
        if (equals(other)) {
            return true;
        }
        return switch (this) {
            case Exact _, Regex _ -> false;
            case Prefix(var mine) -> other.beginning().startsWith(mine);
        };
    }

    /// What every text begins with.
    default String beginning() {
        return switch (this) {
            case Exact(var text) -> text;
            case Prefix(var text) -> text;
            case Regex regex -> regex.beginning();
        };
    }

    /// The same in lower case; empty for regular expressions, whose letters may mean something.
    default Optional<TextMatch> inLowerCase() {
        return switch (this) {
            case Exact(var text) -> Optional.of(new Exact(text.toLowerCase(Locale.ROOT)));
            case Prefix(var text) -> Optional.of(new Prefix(text.toLowerCase(Locale.ROOT)));
            case Regex _ -> Optional.empty();
        };
    }
}
