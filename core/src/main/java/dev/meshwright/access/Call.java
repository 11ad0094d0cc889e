package dev.meshwright.access;

import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import dev.meshwright.topology.Workload;

/// A call to judge.
///
/// @param http whether the callee's proxy reads requests on this port; where nothing tells, true, because Istio then
///     looks at the bytes
/// @param request what is known of it; its port is that of the pod, not of the Service
public record Call(Caller from, Workload to, boolean http, Request request) {
    public Call {
        request = request.with(Field.PEER, from.peer());
    }

    /// Some request, with everything but the port left open.
    public static Call some(Caller from, Workload to, int port, boolean http) {
        return new Call(from, to, http, Request.some(from.peer(), port));
    }

    public int port() {
        return request.port();
    }

    /// The same call by another caller.
    Call from(Caller other) {
        return new Call(other, to, http, request);
    }
}
