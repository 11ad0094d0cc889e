package dev.meshwright.topology;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the timeouts among the settings, by their names, and says what each limits.
final class TimeoutReader {
    private static final Set<String> OTHER = Set.of(
            "shutdown",
            "session",
            "grace",
            "lock",
            "ttl",
            "probe",
            "drain",
            "startup",
            "termination",
            "lease",
            "cache",
            "transaction",
            "pool",
            "health",
            "healthcheck",
            "liveness",
            "readiness",
            "visibility",
            "login",
            "cookie",
            "token",
            "election",
            "phase",
            "worker",
            "job");
    private static final Set<String> CONNECT = Set.of("connect", "connection", "dial", "handshake");
    private static final Set<String> IDLE = Set.of("idle", "keepalive", "alive");
    /// Words of a timeout's name that do not say whom it is for.
    private static final Set<String> GENERAL = Set.of(
            "timeout",
            "timeouts",
            "deadline",
            "request",
            "read",
            "write",
            "response",
            "call",
            "rpc",
            "client",
            "http",
            "grpc",
            "ms",
            "millis",
            "milliseconds",
            "s",
            "sec",
            "secs",
            "seconds",
            "connect",
            "connection",
            "idle",
            "default",
            "service",
            "svc");

    private TimeoutReader() {}

    /// One timeout per setting; the same setting seen through two ways (a variable that an argument repeats) counts
    /// once.
    ///
    /// @param targets whom the workload calls, by what the keys of the addresses are about
    static List<Timeout> timeouts(List<Setting> settings, Map<List<String>, String> targets) {
        var timeouts = new ArrayList<Timeout>();
        var seen = new HashSet<List<Object>>();
        for (var setting : settings) {
            if (!setting.isOfSharedFile()) {
                timeout(setting, targets)
                        .filter(timeout -> seen.add(List.of(setting.key().words(), timeout.seconds())))
                        .ifPresent(timeouts::add);
            }
        }
        return timeouts;
    }

    private static Optional<Timeout> timeout(Setting setting, Map<List<String>, String> targets) {
        var words = setting.key().words();
        if (words.stream().noneMatch(TimeoutReader::isTimeout)) {
            return Optional.empty();
        }
        var seconds = TimeLength.seconds(setting.value(), words);
        return seconds.isEmpty()
                ? Optional.empty()
                : Optional.of(new Timeout(
                        setting.value().strip(),
                        seconds.getAsDouble(),
                        meaning(words),
                        null,
                        target(words, targets),
                        setting.where().file(),
                        setting.where().line()));
    }

    private static boolean isTimeout(String word) {
        return word.endsWith("timeout") || word.equals("timeouts") || word.equals("deadline");
    }

    private static Timeout.Meaning meaning(List<String> words) {
        if (words.stream().anyMatch(OTHER::contains)) {
            return Timeout.Meaning.OTHER;
        }
        if (words.stream().anyMatch(CONNECT::contains)) {
            return Timeout.Meaning.CONNECT;
        }
        return words.stream().anyMatch(IDLE::contains) ? Timeout.Meaning.IDLE : Timeout.Meaning.REQUEST;
    }

    private static @Nullable String target(List<String> words, Map<List<String>, String> targets) {
        return targets.get(about(words));
    }

    /// What a name is about: `ORDER_SERVICE_URL` and `ORDER_TIMEOUT_MS` are both about `order`.
    static List<String> about(List<String> words) {
        return words.stream().filter(word -> !GENERAL.contains(word)).toList();
    }
}
