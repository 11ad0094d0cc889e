package dev.meshwright.analysis;

import java.util.Collection;
import java.util.Optional;

/// The word that somebody probably meant.
public final class Closest {
    private Closest() {}

    /// The candidate with the fewest edits, if it takes no more than a third of the word's length; among equals the
    /// first.
    public static Optional<String> to(String word, Collection<String> candidates) {
        return to(word, candidates, Math.max(1, word.length() / 3));
    }

    static Optional<String> to(String word, Collection<String> candidates, int mostEdits) {
        String best = null;
        int fewest = mostEdits;
        for (var candidate : candidates) {
            int edits = edits(word, candidate);
            if (best == null ? edits <= fewest : edits < fewest) {
                best = candidate;
                fewest = edits;
            }
        }
        return Optional.ofNullable(best);
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
