package dev.meshwright.topology;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How long and how often one service calls another, with what holds on the way to it.
///
/// @param from `namespace/name` of a service, or [Edge#INGRESS]
/// @param to `namespace/name` of a service
/// @param seconds after this time somebody on the way has given up; null where nobody is known to
/// @param limitedBy the caller who gives up first; null with `seconds`
/// @param tries how often the call is made at most for one request at the start of `path`, retries of all on the way
///     counted; calls in a circle count once
/// @param path the way with the most tries, from its first caller to the called service
public record Budget(
        String from,
        String to,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double seconds,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String limitedBy,
        int tries,
        List<String> path) {
    public Budget {
        path = List.copyOf(path);
    }
}
