package dev.meshwright.topology.observed;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// Counts as tools write them.
final class Numbers {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");
    private static final Pattern NO_COUNT = Pattern.compile("(?i)nan|[+-]?inf(inity)?");

    /// Sums of counts stay exact up to here.
    private static final double MOST = 1e15;

    private Numbers() {}

    /// The count that is written here, at least 0; `NaN` and infinities count nothing. Empty if it is no number.
    static OptionalDouble count(String text) {
        if (NO_COUNT.matcher(text).matches()) {
            return OptionalDouble.of(0);
        }
        return DECIMAL.matcher(text).matches()
                ? OptionalDouble.of(Math.clamp(Double.parseDouble(text), 0, MOST))
                : OptionalDouble.empty();
    }

    /// As a whole number; what was seen at all was seen once.
    static long whole(double count) {
        return count <= 0 ? 0 : Math.max(1, Math.round(count));
    }
}
