package dev.meshwright.topology;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// How often calls are tried today, where a setting or a route says so.
///
/// @param value as written: `3`
/// @param tries how often a call is made at most, the first time included
/// @param repeatsWork whether a try is repeated that the called service may have begun to work on; only then do the
///     retries of several services multiply
/// @param from [Edge#INGRESS] where it is for calls from outside only, else null
/// @param to the service it is for (`namespace/name`), null where it is for all calls
/// @param library the client library whose default it is, null where somebody has set it
public record Retry(
        String value,
        int tries,
        boolean repeatsWork,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String from,
        @Nullable String to,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String library,
        String file,
        int line) {
    /// By place.
    static final Comparator<Retry> ORDER = Comparator.comparing(Retry::file)
            .thenComparingInt(Retry::line)
            .thenComparing(Retry::value)
            .thenComparingInt(Retry::tries);

    /// A retry that somebody has set.
    public Retry(
            String value,
            int tries,
            boolean repeatsWork,
            @Nullable String from,
            @Nullable String to,
            String file,
            int line) {
        this(value, tries, repeatsWork, from, to, null, file, line);
    }

    public Retry {
        if (tries < 1) {
            throw new IllegalArgumentException("a call is tried at least once, not " + tries);
        }
    }
}
