package dev.meshwright.access.symbolic;

import dev.meshwright.access.condition.TextPattern;
import dev.meshwright.access.condition.TextPattern.Letters;
import dev.meshwright.access.condition.TextPattern.Literal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The letters that patterns tell apart: each that one of them names, and one that stands for all others of its sort.
final class Alphabet {
    /// Letters to stand for others, the nicest first.
    private static final String PLAIN =
            "xyzabcdefghijklmnopqrstuvwXYZABCDEFGHIJKLMNOPQRSTUVW0123456789-._~!$&'()+,;:@=%*";

    private static final String ODD = "\"<>[]^{}|`\\";

    private final StringBuilder letters = new StringBuilder();
    private final Map<Character, Integer> named = new HashMap<>();
    private int plain = -1;
    private int odd = -1;

    /// @param also further letters to tell apart
    /// @param never letters that no text has
    Alphabet(Collection<TextPattern> patterns, String also, String never) {
        var all = new TreeSet<Character>();
        all.add('/');
        also.chars().forEach(c -> all.add((char) c));
        for (var pattern : patterns) {
            for (var piece : pattern.pieces()) {
                if (piece instanceof Literal(var text)) {
                    text.chars().forEach(c -> add((char) c, pattern.ignoresCase(), all));
                }
            }
        }
        never.chars().forEach(c -> all.remove((char) c));
        int other = standIn(PLAIN, all, never);
        if (other >= 0) {
            plain = letters.length();
            letters.append((char) other);
        }
        for (var letter : all) {
            named.put(letter, letters.length());
            letters.append((char) letter);
        }
        odd = letters.length();
        int strange = standIn(ODD, all, never);
        letters.append((char) (strange < 0 ? unnamed(all) : strange));
    }

    private static void add(char letter, boolean ignoresCase, Set<Character> all) {
        all.add(letter);
        if (ignoresCase && letter < 128) {
            all.add(Character.toLowerCase(letter));
            all.add(Character.toUpperCase(letter));
        }
    }

    private static int standIn(String choices, Set<Character> named, String never) {
        return choices.chars()
                .filter(c -> !named.contains((char) c) && never.indexOf(c) < 0)
                .findFirst()
                .orElse(-1);
    }

    private static char unnamed(Set<Character> named) {
        char letter = '\u00a1';
        while (named.contains(letter)) {
            letter++;
        }
        return letter;
    }

    int size() {
        return letters.length();
    }

    char letter(int index) {
        return letters.charAt(index);
    }

    /// The letter that stands for this one.
    int indexOf(char letter) {
        return named.getOrDefault(letter, Letters.TEMPLATE_SEGMENT.contains(letter) && plain >= 0 ? plain : odd);
    }
}
