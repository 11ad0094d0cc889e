package dev.meshwright.trust.tuf;

import java.time.Duration;

/// For how long new metadata is good. The shorter that of the timestamp, the sooner a client notices that updates are
/// withheld from it.
/// @param targets of delegated roles, too
public record Lifetimes(Duration root, Duration targets, Duration snapshot, Duration timestamp) {
    public static final Lifetimes DEFAULT =
            new Lifetimes(Duration.ofDays(365), Duration.ofDays(90), Duration.ofDays(7), Duration.ofDays(1));

    Duration of(String role) {
        return switch (role) {
            case Root.ROLE -> root;
            case Snapshot.ROLE -> snapshot;
            case Timestamp.ROLE -> timestamp;
            default -> targets;
        };
    }
}
