package dev.meshwright.topology;

import java.util.List;
import java.util.stream.Stream;

/// What was seen of a call. Every number is what the one counter says that counted most: the caller's proxy and the
/// callee's proxy see the same requests.
///
/// @param requests requests, also those that failed or were refused
/// @param connections TCP connections opened
/// @param failed of both, how many got no answer or an error of the server
/// @param denied of both, how many were refused (401, 403, or by a policy)
/// @param operations the most frequent methods and paths, where the labels tell them; the most frequent first
public record Traffic(long requests, long connections, long failed, long denied, List<Operation> operations) {
    public Traffic {
        operations = List.copyOf(operations);
    }

    /// What was asked for.
    ///
    /// @param method the HTTP method; "" where it is not known
    /// @param path the path, route template or gRPC method as it was labelled; "" where it is not known
    public record Operation(String method, String path, long requests) {}

    /// Both together.
    public Traffic plus(Traffic other) {
        return new Traffic(
                requests + other.requests,
                connections + other.connections,
                failed + other.failed,
                denied + other.denied,
                Stream.concat(operations.stream(), other.operations.stream()).toList());
    }
}
