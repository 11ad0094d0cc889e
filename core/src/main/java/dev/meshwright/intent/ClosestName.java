package dev.meshwright.intent;

import java.util.Collection;
import java.util.Optional;

/// Finds what somebody probably meant to type.
final class ClosestName {
    private ClosestName() {}

    /// The candidate with the fewest edits, if they are few for a name of this length.
    static Optional<String> of(String typed, Collection<String> candidates) {
        Optional<String> closest = Optional.empty();
        int fewest = Math.min(typed.length() / 3 + 1, 6) + 1;
        for (var candidate : candidates) {
            int edits = distance(typed, candidate, fewest);
            if (edits < fewest) {
                fewest = edits;
                closest = Optional.of(candidate);
            }
        }
        return closest;
    }

    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
