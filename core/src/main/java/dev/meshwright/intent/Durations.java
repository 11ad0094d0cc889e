package dev.meshwright.intent;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Durations as Istio reads them: `3s`, `500ms`, `1m30s`; whole milliseconds.
public final class Durations {
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,4})h)?(?:(\\d{1,6})m(?!s))?(?:(\\d{1,8})s)?(?:(\\d{1,9})ms)?");

    private Durations() {}

    /// Empty for what is no such duration.
    public static Optional<Duration> parse(String text) {
        var match = FORM.matcher(text);
        if (text.isEmpty() || !match.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofHours(number(match.group(1)))
                .plusMinutes(number(match.group(2)))
                .plusSeconds(number(match.group(3)))
                .plusMillis(number(match.group(4))));
    }

    /// Seconds where they are whole, else milliseconds.
    public static String text(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
