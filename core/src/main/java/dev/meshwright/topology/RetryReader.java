package dev.meshwright.topology;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds among the settings how often a workload tries its calls, by their names: `MAX_RETRIES`, `retry.max-attempts`.
/// Attempts and tries count the first one, retries do not.
final class RetryReader {
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,2}");
    private static final Set<String> ATTEMPTS = Set.of("attempts", "attempt", "tries");
    private static final Set<String> RETRIES = Set.of("retries", "retry");
    /// Words of a retry's name that do not say whom it is for.
    private static final Set<String> GENERAL = Set.of("max", "maximum", "count", "number", "num", "limit", "times");
    /// What is repeated is no call, or the number is none of tries.
    private static final Set<String> OTHER = Set.of(
            "after",
            "auth",
            "backoff",
            "bulk",
            "codes",
            "connect",
            "connection",
            "consumer",
            "database",
            "db",
            "delay",
            "delivery",
            "election",
            "factor",
            "health",
            "interval",
            "jitter",
            "job",
            "lock",
            "login",
            "message",
            "migration",
            "ms",
            "multiplier",
            "otp",
            "password",
            "period",
            "pin",
            "pool",
            "probe",
            "producer",
            "queue",
            "reconnect",
            "seconds",
            "signin",
            "startup",
            "task",
            "timeout",
            "transaction",
            "verification",
            "wait",
            "worker");

    private RetryReader() {}

    /// One per setting; a setting for somebody whom the workload is not known to call is left out, because nothing
    /// tells which calls it repeats.
    ///
    /// @param targets whom the workload calls, by what the keys of the addresses are about
    static List<Retry> retries(List<Setting> settings, Map<List<String>, String> targets) {
        var retries = new ArrayList<Retry>();
        var seen = new HashSet<List<Object>>();
        for (var setting : settings) {
            if (!setting.isOfSharedFile()) {
                retry(setting, targets)
                        .filter(retry -> seen.add(List.of(setting.key().words(), retry.tries())))
                        .ifPresent(retries::add);
            }
        }
        return retries;
    }

    private static Optional<Retry> retry(Setting setting, Map<List<String>, String> targets) {
        var words = setting.key().words();
        String value = setting.value().strip();
        if (!isOfTries(words) || !COUNT.matcher(value).matches()) {
            return Optional.empty();
        }
        int tries = Integer.parseInt(value) + (words.stream().anyMatch(ATTEMPTS::contains) ? 0 : 1);
        var about = TimeoutReader.about(words).stream()
                .filter(word -> !isOfName(word))
                .toList();
        var target = target(about, targets);
        if (tries < 2 || (target.isEmpty() && !about.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new Retry(
                value,
                tries,
                true,
                null,
                target.orElse(null),
                setting.where().file(),
                setting.where().line()));
    }

    /// `MAX_RETRIES`, `RETRY_COUNT`, `max-attempts`; not `RETRY_ENABLED`, and not `ATTEMPTS` alone.
    private static boolean isOfTries(List<String> words) {
        if (words.isEmpty() || words.stream().anyMatch(OTHER::contains)) {
            return false;
        }
        boolean isRetry = words.stream().anyMatch(RETRIES::contains);
        boolean isMaximum = words.contains("max") && words.stream().anyMatch(ATTEMPTS::contains);
        return (isRetry || isMaximum) && isOfName(words.getLast());
    }

    private static boolean isOfName(String word) {
        return ATTEMPTS.contains(word) || RETRIES.contains(word) || GENERAL.contains(word);
    }

    /// The end of a path says it: `resilience4j.retry.instances.order.max-attempts` is about `order`.
    private static Optional<String> target(List<String> about, Map<List<String>, String> targets) {
        for (int from = 0; from < about.size(); from++) {
            var target = targets.get(about.subList(from, about.size()));
            if (target != null) {
                return Optional.of(target);
            }
        }
        return Optional.empty();
    }
}
