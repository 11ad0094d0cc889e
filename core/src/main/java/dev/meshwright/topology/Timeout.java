package dev.meshwright.topology;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A timeout that a workload has today.
///
/// @param value as written: `30s`, `5000`
/// @param from [Edge#INGRESS] where it is for calls from outside only, else null
/// @param to the service it is for (`namespace/name`), null where it is for all calls or nothing tells
/// @param library the client library whose default it is, null where somebody has set it
public record Timeout(
        String value,
        double seconds,
        Meaning meaning,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String from,
        @Nullable String to,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String library,
        String file,
        int line) {
    /// A timeout that somebody has set.
    public Timeout(
            String value,
            double seconds,
            Meaning meaning,
            @Nullable String from,
            @Nullable String to,
            String file,
            int line) {
        this(value, seconds, meaning, from, to, null, file, line);
    }

    boolean isDefault() {
        return library != null;
    }

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
