package dev.meshwright.posture.envoy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Durations as manifests write them (`1m30s`, `500ms`), in the form of Envoy's dumps (`90s`, `0.5s`).
final class Durations {
    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(h|ms|m|us|µs|ns|s)");
    private static final Map<String, BigDecimal> SECONDS = Map.of(
            "h", new BigDecimal(3600),
            "m", new BigDecimal(60),
            "s", BigDecimal.ONE,
            "ms", new BigDecimal("0.001"),
            "us", new BigDecimal("0.000001"),
            "µs", new BigDecimal("0.000001"),
            "ns", new BigDecimal("0.000000001"));

    private Durations() {}

    /// Empty where the text is no duration.
    static Optional<String> seconds(String written) {
        var matcher = PART.matcher(written);
        var sum = BigDecimal.ZERO;
        int at = 0;
        while (matcher.find() && matcher.start() == at) {
            sum = sum.add(new BigDecimal(matcher.group(1)).multiply(SECONDS.get(matcher.group(2))));
            at = matcher.end();
        }
        if (at == 0 || at < written.length()) {
            return Optional.empty();
        }
        var plain = sum.signum() == 0 ? "0" : sum.stripTrailingZeros().toPlainString();
        return Optional.of(plain + "s");
    }
}
