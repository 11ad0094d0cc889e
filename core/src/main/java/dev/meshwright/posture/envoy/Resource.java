package dev.meshwright.posture.envoy;

import tools.jackson.databind.JsonNode;

/// A resource of a dump.
///
/// @param kind as in the names of mismatches: `listener`, `static-cluster`
/// @param entry the whole entry, with versions, times and errors
/// @param config the message itself
record Resource(String kind, String name, JsonNode entry, JsonNode config) {
    /// `KIND/NAME`.
    String id() {
        return kind + "/" + name;
    }
}
