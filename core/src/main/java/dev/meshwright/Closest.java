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

    /// Levenshtein's distance, one row at a time.
    private static int edits(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
