package dev.meshwright.access.reach;

import dev.meshwright.access.Caller;
import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.topology.Workload;

/// Who asks.
sealed interface Party {
    /// The pods of a workload.
    record Pods(Workload workload, Proxy proxy, Caller.Identity identity) implements Party {
        /// The same pods where their proxy passes on what they send as it is.
        Pods withoutProxy() {
            return new Pods(workload, Proxy.NONE, identity);
        }
    }

    /// A service account, whoever runs as it: `sa:NS/NAME`.
    record Account(Caller.Identity identity) implements Party {}

    /// Anyone without a certificate of the mesh.
    record Outside() implements Party {}

    /// Whom the callee sees where the connection is mutual TLS.
    default Caller shown() {
        return switch (this) {
            case Pods pods -> pods.proxy() == Proxy.NONE ? new Caller.Plaintext() : pods.identity();
            case Account account -> account.identity();
            case Outside() -> new Caller.Plaintext();
        };
    }

    /// Whether its connections go through this kind of proxy, as far as that is known.
    default boolean isBehind(Proxy proxy) {
        return this instanceof Pods pods && pods.proxy() == proxy;
    }

    /// The namespace whose view of the mesh counts; "" for one that is not known.
    default String namespace() {
        return switch (this) {
            case Pods pods -> pods.workload().namespace();
            case Account account -> account.identity().namespace();
            case Outside() -> "";
        };
    }
}
