package dev.meshwright.topology;

import org.jspecify.annotations.Nullable;

/// One place in the input that says: this service is called.
///
/// @param from `namespace/name` of the caller, or [Edge#INGRESS]
/// @param port the Service's port, 0 where nothing tells
/// @param confidence null where the place is shared by many and says no more than that the call is possible
record Call(
        String from,
        Service to,
        int port,
        Address address,
        Edge.@Nullable Confidence confidence,
        Evidence evidence,
        SettingKey key) {}
