package dev.meshwright.intent;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A finding that the user knows and lives with.
///
/// @param code of the rule, such as `MW1301`
/// @param resource the object as `namespace/name`, or its name alone where it has no namespace; null for every object
/// @param reason why it is all right
/// @param until the last day it counts; null for no end
public record Acknowledgement(
        String code,
        @Nullable String resource,
        String reason,
        @Nullable LocalDate until) {

    /// Whether it is about this object.
    ///
    /// @param namespace "" where the manifest sets none
    public boolean covers(String namespace, String name) {
        return resource == null
                || resource.equals(namespace.isEmpty() ? name : namespace + "/" + name)
                || (namespace.isEmpty() && resource.equals("default/" + name));
    }

    public boolean hasEnded(LocalDate today) {
        return until != null && today.isAfter(until);
    }
}
