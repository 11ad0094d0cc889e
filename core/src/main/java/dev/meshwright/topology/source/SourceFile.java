package dev.meshwright.topology.source;

import java.util.List;

/// What a file of a source tree says.
///
/// @param path as evidence shows it
/// @param literals texts in code and in Dockerfiles that may name hosts
/// @param settings the text of a configuration file; "" where it is none
/// @param grpcClients gRPC services (in lower case) that it has clients of
/// @param grpcServers gRPC services that it implements
public record SourceFile(
        String path, List<Literal> literals, String settings, List<Grpc> grpcClients, List<Grpc> grpcServers) {
    public SourceFile {
        literals = List.copyOf(literals);
        grpcClients = List.copyOf(grpcClients);
        grpcServers = List.copyOf(grpcServers);
    }

    /// A gRPC service by the classes that are generated for it.
    ///
    /// @param service in lower case
    /// @param text what stands in the code
    /// @param line from 1
    public record Grpc(String service, String text, int line) {}

    /// Whether it says anything at all.
    boolean isEmpty() {
        return literals.isEmpty() && settings.isEmpty() && grpcClients.isEmpty() && grpcServers.isEmpty();
    }
}
