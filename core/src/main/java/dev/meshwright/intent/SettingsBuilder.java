package dev.meshwright.intent;

import dev.meshwright.intent.Decider.TimeoutChoice;
import dev.meshwright.intent.Decisions.Setting;
import dev.meshwright.intent.TrafficSettings.Outliers;
import dev.meshwright.intent.TrafficSettings.Pool;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Chooses the values for one service and writes down why.
final class SettingsBuilder {
    /// Conditions under which the server has not begun: repeating can do no harm.
    private static final List<String> NOT_BEGUN = List.of("connect-failure", "refused-stream", "reset-before-request");

    private final Service service;
    private final ServiceClass serviceClass;
    private final Intent intent;
    private final Intent.ServiceIntent wanted;
    private final TimeoutChoice timeout;
    private final int asks;
    private final List<Setting> reasons = new ArrayList<>();

    SettingsBuilder(Service service, ServiceClass serviceClass, Intent intent, TimeoutChoice timeout, int asks) {
        this.service = service;
        this.serviceClass = serviceClass;
        this.intent = intent;
        this.wanted = intent.service(service.id());
        this.timeout = timeout;
        this.asks = asks;
    }

    List<Setting> reasons() {
        return List.copyOf(reasons);
    }

    TrafficSettings build() {
        if (service.ports().stream().map(Service.Port::protocol).noneMatch(Protocol::isHttp)) {
            add("timeout", "none", "a TCP connection has no answer to wait for");
            add("retries", "none", "bytes on a TCP connection cannot be sent again");
            return new TrafficSettings(null, 0, List.of(), null, null, pool(), outliers());
        }
        var limit = timeout.timeout();
        add("timeout", limit == null ? "none" : Durations.text(limit), timeout.why());
        var retries = retries();
        var tries = limit == null ? Tries.unlimited(retries) : Tries.within(limit, retries);
        if (tries.retries() < retries) {
            add("retries", "0", Durations.text(Objects.requireNonNull(limit)) + " are too short for another try");
        }
        var conditions = tries.retries() == 0 ? List.<String>of() : conditions(tries);
        return new TrafficSettings(
                limit,
                tries.retries(),
                conditions,
                isIdempotent() ? tries.perTry() : null,
                tries.retries() > 0 && supportsBackoff() ? tries.backoff() : null,
                pool(),
                outliers());
    }

    private int retries() {
        if (wanted.retries() != null) {
            int set = Math.max(0, wanted.retries());
            return retries(set, "the intent file says so");
        }
        if (Boolean.FALSE.equals(wanted.idempotent())) {
            return retries(0, "the intent file says that repeating a call is not safe");
        }
        if (serviceClass == ServiceClass.WEBHOOK && !isIdempotent()) {
            return retries(0, "an event that is delivered twice may be worked off twice; its sender repeats it");
        }
        if (serviceClass == ServiceClass.EXTERNAL_CALLING) {
            return retries(1, "each try may call out of the cluster again");
        }
        return retries(2, "a lost connection or a restarting instance is worth another try");
    }

    private int retries(int number, String why) {
        add("retries", "" + number, why);
        return number;
    }

    private List<String> conditions(Tries tries) {
        var conditions = new ArrayList<>(NOT_BEGUN);
        if (isIdempotent()) {
            if (tries.perTry() != null) {
                add(
                        "perTryTimeout",
                        Durations.text(tries.perTry()),
                        (tries.retries() + 1) + " tries and the waiting between them fit into the timeout");
            }
            if (speaks(Protocol.HTTP)) {
                conditions.add("gateway-error");
            }
            if (speaks(Protocol.GRPC)) {
                conditions.addAll(List.of("reset", "cancelled", "unavailable"));
            }
            add("retryOn", String.join(",", conditions), "the intent file says that repeating a call is safe");
        } else {
            add("perTryTimeout", "none", "a try that is cut off would not be repeated, so it may use all the time");
            add(
                    "retryOn",
                    String.join(",", conditions),
                    "only where the server has not begun, as nobody says whether repeating a call is safe");
        }
        if (supportsBackoff()) {
            add("backoff", Durations.text(tries.backoff()), "base of the exponential waiting time between tries");
        } else {
            add("backoff", "Envoy's", "Istio " + intent.istioVersion() + " cannot set it; 25ms base, exponential");
        }
        return conditions;
    }

    private boolean isIdempotent() {
        return Boolean.TRUE.equals(wanted.idempotent());
    }

    private boolean supportsBackoff() {
        return IstioVersion.isAtLeast(intent.istioVersion(), 1, 26);
    }

    private boolean speaks(Protocol protocol) {
        return service.ports().stream().anyMatch(port -> port.protocol() == protocol);
    }

    private Pool pool() {
        var second = Duration.ofSeconds(1);
        boolean streams = timeout.timeout() == null && serviceClass != ServiceClass.TCP;
        var pool = switch (serviceClass) {
            case GATEWAY -> new Pool(500, 200, 1000, second);
            case SYNC, FAN_OUT, WEBHOOK -> new Pool(100, 100, 500, second);
            case WORKER, EXTERNAL_CALLING -> new Pool(50, 50, 200, second);
            case TCP -> new Pool(200, 200, 200, Duration.ofSeconds(3));
        };
        if (streams) {
            pool = new Pool(1000, 200, 1000, second);
        }
        var why = streams
                ? "per calling pod; a stream holds its connection as long as it lasts"
                : switch (serviceClass) {
                    case GATEWAY -> "per calling pod; all traffic from outside comes this way";
                    case SYNC, FAN_OUT, WEBHOOK -> "per calling pod; far above normal load, far below what exhausts it";
                    case WORKER -> "per calling pod; work waits at the caller, not here";
                    case EXTERNAL_CALLING -> "per calling pod; its calls are slow, so a queue here would only grow";
                    case TCP -> "per calling pod; more than the usual client pool holds";
                };
        add("maxConnections", "" + pool.connections(), why);
        if (serviceClass != ServiceClass.TCP) {
            add("http1MaxPendingRequests", "" + pool.pending(), "who would have to wait longer is told at once");
            add("http2MaxRequests", "" + pool.requests(), "requests under way, HTTP/1.1 and HTTP/2");
        }
        add(
                "connectTimeout",
                Durations.text(pool.connectTimeout()),
                "within a cluster a connection takes milliseconds");
        return pool;
    }

    private Outliers outliers() {
        boolean several = serviceClass == ServiceClass.FAN_OUT || asks >= Classifier.SEVERAL;
        var outliers = several
                ? new Outliers(3, Duration.ofSeconds(10), Duration.ofSeconds(60), 50)
                : new Outliers(5, Duration.ofSeconds(10), Duration.ofSeconds(30), 50);
        add(
                "consecutive5xxErrors",
                "" + outliers.errors(),
                several
                        ? "an instance that fails spoils the work of several services"
                        : "one bad answer is no pattern");
        add(
                "baseEjectionTime",
                Durations.text(outliers.ejection()),
                several ? "time to recover, as do the services behind it" : "time for a restart");
        add("interval", Durations.text(outliers.interval()), "how often instances are judged");
        add("maxEjectionPercent", outliers.maxPercent() + "", "at least half of the instances stay, whatever happens");
        return outliers;
    }

    private void add(String name, String value, String why) {
        reasons.removeIf(setting -> setting.name().equals(name));
        reasons.add(new Setting(name, value, why));
    }

    /// How the tries of a call share its timeout.
    ///
    /// @param perTry null where tries are not limited
    record Tries(int retries, @Nullable Duration perTry, Duration backoff) {
        private static final long BACKOFF_MILLIS = 100;

        static Tries unlimited(int retries) {
            return new Tries(retries, null, Duration.ofMillis(BACKOFF_MILLIS));
        }

        /// (retries + 1) × perTry + the longest back-offs ≤ timeout.
        static Tries within(Duration timeout, int retries) {
            if (retries == 0) {
                return unlimited(0);
            }
            long units = 0;
            for (int retry = 1; retry <= retries; retry++) {
                units += backoffUnits(retry);
            }
            long backoff = Math.clamp(timeout.toMillis() / (4 * units), 1, BACKOFF_MILLIS);
            long perTry = (timeout.toMillis() - backoff * units) / (retries + 1);
            if (perTry >= 500) {
                perTry -= perTry % 50;
            }
            return perTry < 1
                    ? unlimited(0)
                    : new Tries(retries, Duration.ofMillis(perTry), Duration.ofMillis(backoff));
        }

        /// Envoy waits up to base × (2^retry - 1) before a retry, at most ten times the base.
        static long backoffUnits(int retry) {
            return retry >= 4 ? 10 : (1L << retry) - 1;
        }
    }
}
