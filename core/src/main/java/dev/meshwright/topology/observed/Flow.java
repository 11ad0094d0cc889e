package dev.meshwright.topology.observed;

import dev.meshwright.manifest.Source;
import dev.meshwright.topology.Protocol;
import org.jspecify.annotations.Nullable;

/// Calls from one party to another that a tool has counted together.
///
/// @param counter who has counted, such as `istio_requests_total, source`: what one counter says adds up, what two
///     say may be the same calls
/// @param port the called port, 0 where it is not known
/// @param protocol null where it is not known; TCP is counted in connections, all else in requests
/// @param method the HTTP method, or ""
/// @param path the path, or ""
record Flow(
        String counter,
        Party from,
        Party to,
        int port,
        @Nullable Protocol protocol,
        String method,
        String path,
        Count count,
        Source where) {
    /// How often; rates make fractions of it.
    ///
    /// @param all also those that failed or were denied
    record Count(double all, double failed, double denied) {
        /// All of them, also where a counter tells only of those that failed.
        double most() {
            return Math.max(all, failed + denied);
        }

        Count plus(Count other) {
            return new Count(all + other.all, failed + other.failed, denied + other.denied);
        }
    }
}
