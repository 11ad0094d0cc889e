package dev.meshwright.topology.observed;

/// Who a party is.
sealed interface Found {
    /// A service of the map, as `namespace/name`, or [dev.meshwright.topology.Edge#INGRESS].
    record Member(String id) implements Found {}

    /// A host outside of the cluster.
    record Host(String host) implements Found {}

    /// Somebody whom the map does not have.
    record Unknown(String name) implements Found {}

    /// Somebody whom nobody names.
    record Nameless() implements Found {}

    /// Not an end of a call.
    record Relay() implements Found {}
}
