package dev.meshwright.topology.observed;

/// Somebody who calls or is called, as a tool names him. What the tool does not tell is "".
sealed interface Party {
    /// As proxies name it.
    ///
    /// @param namespace of the workload
    /// @param app the workload's canonical service or app
    /// @param principal its certificate's identity (`spiffe://…/ns/NS/sa/NAME`)
    record Pods(String namespace, String workload, String app, String principal) implements Party {}

    /// As a caller's proxy names whom it calls: by the Service first.
    ///
    /// @param namespace of the Service
    /// @param service the Service's name, or one of Istio's clusters for what has none (`PassthroughCluster`)
    /// @param host what the caller asked for
    /// @param pods who answered
    record Called(String namespace, String service, String host, Pods pods) implements Party {}

    /// As traces name it: `service.name`.
    ///
    /// @param namespace "" where the trace does not tell
    record Traced(String name, String namespace) implements Party {}

    /// A proxy at the edge of the mesh.
    record Gateway() implements Party {}

    /// A proxy on the way that is neither the caller nor the callee.
    record Relay() implements Party {}

    /// Somebody without a name: outside of the mesh, or not traced.
    record Stranger() implements Party {}
}
