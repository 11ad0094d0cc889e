package dev.meshwright;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// The word that somebody probably meant.
public final class Closest {
    /// Longer words are not compared: nobody mistypes them, and comparing costs the product of the lengths.
    private static final int LONGEST_WORD = 200;

    private Closest() {}

    /// The candidate with the fewest edits without regard to case, if they are at most a third of the word's letters;
    /// among equals the first.
    public static Optional<String> to(String word, Collection<String> candidates) {
        return to(word, candidates, Math.max(1, word.length() / 3));
    }

    /// The candidate with the fewest edits, if they are no more than these.
    public static Optional<String> to(String word, Collection<String> candidates, int mostEdits) {
        if (word.length() > LONGEST_WORD) {
            return Optional.empty();
        }
        var wanted = word.toLowerCase(Locale.ROOT);
        Optional<String> best = Optional.empty();
        long limit = mostEdits + 1L;
        for (var candidate : candidates) {
            if (candidate.length() <= LONGEST_WORD && Math.abs(candidate.length() - word.length()) < limit) {
                int edits = edits(wanted, candidate.toLowerCase(Locale.ROOT));
                if (edits < limit) {
                    best = Optional.of(candidate);
                    limit = edits;
                }
            }
        }
        return best;
    }

    /// The candidate that is no more than two edits away, if all others are further away.
    public static Optional<String> surely(String word, Collection<String> candidates) {
        int most = Math.min(2, Math.max(1, word.length() / 3));
        return to(word, candidates, most)
                .filter(best -> to(
                                word,
                                candidates.stream()
                                        .filter(other -> !other.equals(best))
                                        .toList(),
                                most)
                        .isEmpty());
    }

    /// How many letters to add, leave out, replace or swap with their neighbour.
    private static int edits(String a, String b) {
        var rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                rows[i][j] = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[a.length()][b.length()];
    }
}
