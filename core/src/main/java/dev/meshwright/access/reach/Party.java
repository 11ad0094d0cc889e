package dev.meshwright.access.reach;

import dev.meshwright.access.Caller;
import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.topology.Workload;

/// Who asks.
sealed interface Party {
    /// The pods of a workload.
    record Pods(Workload workload, Proxy proxy, Caller.Identity identity) implements Party {}

    /// A service account, whoever runs as it: `sa:NS/NAME`.
    record Account(Caller.Identity identity) implements Party {}

    /// Anyone without a certificate of the mesh.
    record Outside() implements Party {}

    /// Whom the callee sees where the connection is mutual TLS.
    default Caller identity() {
        return switch (this) {
            case Pods(_, var proxy, var identity) -> proxy == Proxy.NONE ? new Caller.Plaintext() : identity;
            case Account(var identity) -> identity;
            case Outside() -> new Caller.Plaintext();
        };
    }

    /// The namespace whose view of the mesh counts; "" for one that is not known.
    default String namespace() {
        return switch (this) {
            case Pods(var workload, _, _) -> workload.namespace();
            case Account(var identity) -> identity.namespace();
            case Outside() -> "";
        };
    }
}
