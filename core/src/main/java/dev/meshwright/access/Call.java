package dev.meshwright.access;

import dev.meshwright.topology.Workload;
import org.jspecify.annotations.Nullable;

/// A call to judge. What is null is left open: some request, with any value there.
///
/// @param port the port of the pod, not of the Service
/// @param http whether the callee's proxy reads requests on this port; where nothing tells, true, because Istio then
///     looks at the bytes
/// @param method such as `GET`
/// @param path may carry a query, which no policy sees
public record Call(
        Caller from,
        Workload to,
        int port,
        boolean http,
        @Nullable String method,
        @Nullable String path) {
    /// Some request, with any method and path.
    public static Call some(Caller from, Workload to, int port, boolean http) {
        return new Call(from, to, port, http, null, null);
    }

    /// The same call by another caller.
    Call from(Caller other) {
        return new Call(other, to, port, http, method, path);
    }
}
