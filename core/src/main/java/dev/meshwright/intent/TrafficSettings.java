package dev.meshwright.intent;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The values for calls to one service, as the generators need them; [Decisions.Setting] holds the same for readers.
///
/// @param timeout for a call with all its tries; null for none
/// @param retries how often a failed call is repeated, 0 for never
/// @param retryOn the conditions under which it is, empty where `retries` is 0
/// @param perTryTimeout for one try; null where a try that is cut off would not be repeated
/// @param backoff base of the exponential waiting times between tries; null leaves it to Envoy
/// @param pool limits per calling pod
public record TrafficSettings(
        @Nullable Duration timeout,
        int retries,
        List<String> retryOn,
        @Nullable Duration perTryTimeout,
        @Nullable Duration backoff,
        Pool pool,
        Outliers outliers) {

    /// What holds where nothing was decided: no timeout, no retries, moderate limits.
    public static final TrafficSettings NONE = new TrafficSettings(
            null,
            0,
            List.of(),
            null,
            null,
            new Pool(100, 100, 500, Duration.ofSeconds(1)),
            new Outliers(5, Duration.ofSeconds(10), Duration.ofSeconds(30), 50));

    public TrafficSettings {
        retryOn = List.copyOf(retryOn);
    }

    /// How much a calling pod sends at once.
    ///
    /// @param connections TCP connections
    /// @param pending requests that wait for a connection
    /// @param requests requests under way
    public record Pool(int connections, int pending, int requests, Duration connectTimeout) {}

    /// When an instance is left out, and for how long.
    ///
    /// @param errors this many 5xx answers in a row put an instance out
    /// @param interval how often is checked
    /// @param ejection how long it stays out the first time
    /// @param maxPercent of the instances that may be out at once
    public record Outliers(int errors, Duration interval, Duration ejection, int maxPercent) {}
}
