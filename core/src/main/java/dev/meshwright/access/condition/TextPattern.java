package dev.meshwright.access.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A set of texts as proxies describe them: literals with gaps between them. A regular language of a simple kind, so
/// that sets can be compared and not only asked.
///
/// @param ignoresCase whether the case of ASCII letters does not matter
public record TextPattern(List<Piece> pieces, boolean ignoresCase) {
    private static final TextPattern PRESENT = new TextPattern(List.of(new Gap(Letters.ANY, 1)), false);

    public TextPattern {
        pieces = List.copyOf(pieces);
    }

    public sealed interface Piece {}

    /// Exactly this text.
    public record Literal(String text) implements Piece {}

    /// Any text of these letters.
    ///
    /// @param least how many letters at least: 0 or 1
    public record Gap(Letters letters, int least) implements Piece {}

    /// What may stand in a gap.
    public enum Letters {
        ANY,
        /// Anything but a slash.
        NO_SLASH,
        /// What Envoy lets a `*` of a path template stand for.
        TEMPLATE_SEGMENT,
        /// What Envoy lets a `**` of a path template stand for.
        TEMPLATE_PATH;

        private static final String MARKS = "-._~%!$&'()+,;:@=*";

        public boolean contains(char letter) {
            return switch (this) {
                case ANY -> true;
                case NO_SLASH -> letter != '/';
                case TEMPLATE_SEGMENT -> isTemplateLetter(letter);
                case TEMPLATE_PATH -> letter == '/' || isTemplateLetter(letter);
            };
        }

        private static boolean isTemplateLetter(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || MARKS.indexOf(c) >= 0;
        }
    }

    /// Exactly this text, what starts with it (`x*`), what ends with it (`*x`), or any text but the empty one (`*`).
    /// A star elsewhere is a star.
    public static TextPattern of(String value) {
        return after("", value);
    }

    /// The same with a text before it, except that `*` still is any text.
    public static TextPattern after(String prefix, String value) {
        if (value.equals("*")) {
            return PRESENT;
        }
        if (value.startsWith("*")) {
            return sequence(prefix, new Gap(Letters.ANY, 0), value.substring(1));
        }
        if (value.endsWith("*")) {
            return sequence(prefix + value.substring(0, value.length() - 1), new Gap(Letters.ANY, 0));
        }
        return sequence(prefix + value);
    }

    public static TextPattern exactly(String text) {
        return sequence(text);
    }

    public static TextPattern startingWith(String text) {
        return sequence(text, new Gap(Letters.ANY, 0));
    }

    /// Any text but the empty one.
    public static TextPattern present() {
        return PRESENT;
    }

    /// Literals (as texts) and gaps in a row.
    static TextPattern sequence(Object... parts) {
        var pieces = new ArrayList<Piece>();
        for (var part : parts) {
            switch (part) {
                case Gap gap -> pieces.add(gap);
                case String text when !text.isEmpty() -> pieces.add(new Literal(text));
                default -> {}
            }
        }
        return new TextPattern(pieces, false);
    }

    /// Each star in the value stands for a gap of these letters.
    public static List<Piece> stars(String value, Letters letters) {
        var pieces = new ArrayList<Piece>();
        var parts = value.split("\\*", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                pieces.add(new Gap(letters, 0));
            }
            if (!parts[i].isEmpty()) {
                pieces.add(new Literal(parts[i]));
            }
        }
        return pieces;
    }

    public TextPattern ignoringCase() {
        return new TextPattern(pieces, true);
    }

    /// Whether it holds every text but the empty one.
    public boolean isPresence() {
        return equals(PRESENT);
    }

    /// The text, where it is the only one.
    public Optional<String> literal() {
        return pieces.size() == 1 && !ignoresCase && pieces.getFirst() instanceof Literal(var text)
                ? Optional.of(text)
                : Optional.empty();
    }

    public boolean matches(String text) {
        var wanted = pieces;
        if (wanted.isEmpty()) {
            return text.isEmpty();
        }
        if (wanted.size() == 1 && wanted.getFirst() instanceof Literal(var only)) {
            return only.length() == text.length() && startsAt(only, text, 0);
        }
        return matchesInSteps(text);
    }

    /// Keeps the set of positions in the text that the pattern so far can end at: linear in both, whatever they are.
    private boolean matchesInSteps(String text) {
        var reached = new boolean[text.length() + 1];
        reached[0] = true;
        for (var piece : pieces) {
            var next = new boolean[reached.length];
            switch (piece) {
                case Literal(var literal) -> {
                    for (int at = 0; at + literal.length() < next.length; at++) {
                        next[at + literal.length()] = reached[at] && startsAt(literal, text, at);
                    }
                }
                case Gap(var letters, var least) -> {
                    boolean inGap = false;
                    for (int at = 0; at < next.length; at++) {
                        inGap = at > 0 && letters.contains(text.charAt(at - 1)) && (inGap || reached[at - 1]);
                        next[at] = inGap || (least == 0 && reached[at]);
                    }
                }
            }
            reached = next;
        }
        return reached[text.length()];
    }

    private boolean startsAt(String literal, String text, int from) {
        if (!ignoresCase) {
            return text.startsWith(literal, from);
        }
        for (int i = 0; i < literal.length(); i++) {
            if (lower(literal.charAt(i)) != lower(text.charAt(from + i))) {
                return false;
            }
        }
        return true;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
}
