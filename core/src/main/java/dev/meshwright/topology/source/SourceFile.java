package dev.meshwright.topology.source;

import java.util.List;

/// What a file of a source tree says.
///
/// @param path as evidence shows it
/// @param literals texts in code and in Dockerfiles that may name hosts
/// @param settings the text of a configuration file; "" where it is none
/// @param grpcClients gRPC services (in lower case) that it has clients of
/// @param grpcServers gRPC services that it implements
/// @param clients the client libraries that it calls with
/// @param limits the timeouts that it gives to them, as far as they can be read
/// @param isLimited whether it gives them any, so that the libraries' defaults do not hold
public record SourceFile(
        String path,
        List<Literal> literals,
        String settings,
        List<Grpc> grpcClients,
        List<Grpc> grpcServers,
        List<Client> clients,
        List<Limit> limits,
        boolean isLimited) {
    public SourceFile {
        literals = List.copyOf(literals);
        grpcClients = List.copyOf(grpcClients);
        grpcServers = List.copyOf(grpcServers);
        clients = List.copyOf(clients);
        limits = List.copyOf(limits);
    }

    /// A file without calls.
    SourceFile(String path, List<Literal> literals, String settings) {
        this(path, literals, settings, List.of(), List.of(), List.of(), List.of(), false);
    }

    /// A client library that is called with, and what it does where nobody says otherwise.
    ///
    /// @param requestSeconds how long it waits for an answer; 0 without an end
    /// @param connectSeconds how long it waits for a connection; 0 where the operating system decides
    /// @param tries how often it makes a call, the first time included
    /// @param line from 1, of its first use
    public record Client(String library, double requestSeconds, double connectSeconds, int tries, int line) {
        Client once() {
            return new Client(library, requestSeconds, connectSeconds, 1, line);
        }
    }

    /// A timeout in code.
    ///
    /// @param key the name that it is given to
    /// @param value such as `5s` or `0.5s`
    /// @param line from 1
    public record Limit(String key, String value, int line) {}

    /// A gRPC service by the classes that are generated for it.
    ///
    /// @param service in lower case
    /// @param text what stands in the code
    /// @param line from 1
    public record Grpc(String service, String text, int line) {}

    /// Whether it says anything at all.
    boolean isEmpty() {
        return literals.isEmpty()
                && settings.isEmpty()
                && grpcClients.isEmpty()
                && grpcServers.isEmpty()
                && clients.isEmpty();
    }
}
