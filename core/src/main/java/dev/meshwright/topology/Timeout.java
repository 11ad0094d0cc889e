package dev.meshwright.topology;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A timeout that a workload has today.
///
/// @param value as written: `30s`, `5000`
/// @param to the service it is for (`namespace/name`), null where it is for all calls or nothing tells
public record Timeout(
        String value,
        double seconds,
        Meaning meaning,
        @Nullable String to,
        String file,
        int line) {
    /// What the number limits.
    public enum Meaning {
        REQUEST,
        CONNECT,
        IDLE,
        OTHER;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
