package dev.meshwright.schema.syntax;

import java.util.Optional;
import java.util.OptionalLong;

/// Durations as Kubernetes, Istio and CEL write them: `1h30m`, `1.5s`, `500ms`, `0`.
public final class GoDuration {
    private GoDuration() {}

    /// The length in nanoseconds; empty where the text is no duration or does not fit.
    public static OptionalLong nanoseconds(String text) {
        boolean negative = text.startsWith("-");
        var rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return OptionalLong.of(0);
        }
        double sum = 0;
        int at = 0;
        if (rest.isEmpty() || rest.length() > 64) {
            return OptionalLong.empty();
        }
        while (at < rest.length()) {
            int numberEnd = end(rest, at, true);
            int unitEnd = end(rest, numberEnd, false);
            var number = Numbers.decimal(rest.substring(at, numberEnd));
            var unit = unit(rest.substring(numberEnd, unitEnd));
            if (number.isEmpty() || unit.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += number.get().doubleValue() * unit.get();
            at = unitEnd;
        }
        return sum > Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of((long) (negative ? -sum : sum));
    }

    private static int end(String text, int from, boolean inNumber) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == '.' || Character.isDigit(text.charAt(at))) == inNumber) {
            at++;
        }
        return at;
    }

    private static Optional<Double> unit(String unit) {
        return switch (unit) {
            case "ns" -> Optional.of(1.0);
            case "us", "µs", "μs" -> Optional.of(1e3);
            case "ms" -> Optional.of(1e6);
            case "s" -> Optional.of(1e9);
            case "m" -> Optional.of(60e9);
            case "h" -> Optional.of(3600e9);
            default -> Optional.empty();
        };
    }
}
