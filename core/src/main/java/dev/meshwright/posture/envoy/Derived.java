package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.posture.MismatchCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A resource that istiod makes of the intent for a proxy.
///
/// @param name as in the dump
/// @param config the message; parts that the intent leaves open are [Expected]s
/// @param by the object that it comes from; null where it is Istio's own
/// @param parts the objects that decide about parts of it, by what a mismatch there is called
record Derived(String name, ObjectNode config, @Nullable Manifest by, Map<MismatchCode, Manifest> parts) {
    Derived {
        parts = Map.copyOf(parts);
    }

    Derived(String name, ObjectNode config, @Nullable Manifest by) {
        this(name, config, by, Map.of());
    }

    /// The object that decides about a mismatch; null where none does.
    @Nullable
    Manifest decides(MismatchCode code) {
        return parts.getOrDefault(code, by);
    }
}
