package dev.meshwright.schema.syntax;

import java.math.BigDecimal;
import java.util.Optional;

/// Numbers as JSON writes them.
public final class Numbers {
    private Numbers() {}

    /// The whole number that a text writes; `8.0` is one, as it is in JSON.
    public static Optional<Long> whole(String text) {
        if (isShortWhole(text)) {
            return Optional.of(Long.parseLong(text));
        }
        return decimal(text)
                .map(BigDecimal::stripTrailingZeros)
                .filter(number -> number.scale() <= 0 && number.precision() - number.scale() <= 18)
                .map(BigDecimal::longValueExact);
    }

    /// The number that a text writes; forms that only YAML knows (`0x1F`, `.inf`) are none.
    public static Optional<BigDecimal> decimal(String text) {
        if (text.length() > 64 || text.isEmpty() || "+-.0123456789".indexOf(text.charAt(0)) < 0) {
            return Optional.empty();
        }
        try {
            var number = new BigDecimal(text);
            return Math.abs((long) number.scale()) > 400 ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static boolean isShortWhole(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        if (text.length() == start || text.length() > 18) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
