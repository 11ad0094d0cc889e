package dev.meshwright.topology;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads lengths of time as they stand in settings: `30s`, `1m30s`, `5000 ms`, `PT5S`, or a bare number whose unit the
/// setting's name tells. A bare number of 1000 or more without a unit is taken for milliseconds, a smaller one for
/// seconds.
final class TimeLength {
    private static final Pattern BARE = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?");
    private static final Pattern PARTS = Pattern.compile("(?:[0-9]{1,9}(?:\\.[0-9]{1,9})?\\s*[A-Za-zµ]+\\s*)+");
    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-zµ]+)");
    private static final Pattern ISO =
            Pattern.compile("(?i)PT(?=[0-9])(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:\\.[0-9]{1,9})?)S)?");
    private static final Set<String> MILLIS = Set.of("ms", "msec", "milli", "millis", "millisecond", "milliseconds");
    private static final Set<String> SECONDS = Set.of("s", "sec", "secs", "second", "seconds");
    private static final Set<String> MINUTES = Set.of("m", "min", "mins", "minute", "minutes");
    private static final int SURELY_MILLIS = 1000;

    private TimeLength() {}

    /// In seconds; empty for what is no length of time, and for 0, which switches a timeout off.
    ///
    /// @param words the words of the setting's name
    static OptionalDouble seconds(String value, List<String> words) {
        double seconds = read(value.strip(), words);
        return seconds > 0 ? OptionalDouble.of(seconds) : OptionalDouble.empty();
    }

    private static double read(String value, List<String> words) {
        if (BARE.matcher(value).matches()) {
            double number = Double.parseDouble(value);
            return number
                    * words.reversed().stream()
                            .map(TimeLength::unit)
                            .flatMap(Optional::stream)
                            .findFirst()
                            .orElse(number >= SURELY_MILLIS ? 0.001 : 1.0);
        }
        var iso = ISO.matcher(value);
        if (iso.matches()) {
            return number(iso.group(1)) * 3600 + number(iso.group(2)) * 60 + number(iso.group(3));
        }
        if (!PARTS.matcher(value).matches()) {
            return 0;
        }
        double sum = 0;
        var part = PART.matcher(value);
        while (part.find()) {
            var unit = unit(part.group(2).toLowerCase(Locale.ROOT));
            if (unit.isEmpty()) {
                return 0;
            }
            sum += Double.parseDouble(part.group(1)) * unit.get();
        }
        return sum;
    }

    private static double number(@Nullable String digits) {
        return digits == null ? 0 : Double.parseDouble(digits);
    }

    private static Optional<Double> unit(String word) {
        if (MILLIS.contains(word)) {
            return Optional.of(0.001);
        }
        if (SECONDS.contains(word)) {
            return Optional.of(1.0);
        }
        if (MINUTES.contains(word)) {
            return Optional.of(60.0);
        }
        return switch (word) {
            case "us", "µs" -> Optional.of(1e-6);
            case "h", "hour", "hours" -> Optional.of(3600.0);
            case "d", "day", "days" -> Optional.of(86400.0);
            default -> Optional.empty();
        };
    }
}
