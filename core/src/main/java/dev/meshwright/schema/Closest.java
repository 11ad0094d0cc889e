package dev.meshwright.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds what somebody probably meant to write.
public final class Closest {
    private static final int LONGEST_NAME = 200;

    private Closest() {}

    /// The name nearest to what was written, by edit distance without regard to case, if any is near.
    public static Optional<String> of(String written, Collection<String> names) {
        if (written.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        var lower = written.toLowerCase(Locale.ROOT);
        int near = Math.max(1, written.length() / 3);
        return names.stream()
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= near)
                .min(Comparator.comparingInt((String name) -> distance(lower, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int distance(String a, String b) {
        var before = new int[b.length() + 1];
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(before[j], row[j - 1]) + 1);
            }
            var swap = before;
            before = row;
            row = swap;
        }
        return before[b.length()];
    }
}
