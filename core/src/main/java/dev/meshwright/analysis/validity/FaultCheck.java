package dev.meshwright.analysis.validity;

import dev.meshwright.schema.syntax.Numbers;
import java.math.BigDecimal;
import java.util.Set;

/// The faults that an HTTP route injects.
final class FaultCheck {
    private static final BigDecimal LEAST_PERCENTAGE = new BigDecimal("0.0001");
    private static final BigDecimal ALL = BigDecimal.valueOf(100);
    private static final Set<String> GRPC_STATUS = Set.of(
            "OK",
            "CANCELLED",
            "UNKNOWN",
            "INVALID_ARGUMENT",
            "DEADLINE_EXCEEDED",
            "NOT_FOUND",
            "ALREADY_EXISTS",
            "PERMISSION_DENIED",
            "RESOURCE_EXHAUSTED",
            "FAILED_PRECONDITION",
            "ABORTED",
            "OUT_OF_RANGE",
            "UNIMPLEMENTED",
            "INTERNAL",
            "UNAVAILABLE",
            "DATA_LOSS",
            "UNAUTHENTICATED");

    private FaultCheck() {}

    static void check(Place fault, Verdict verdict) {
        if (!fault.has("abort") && !fault.has("delay")) {
            verdict.error(fault, "the fault has neither abort nor delay", "Add one of the two.");
        }
        fault.at("abort").ifPresent(abort -> abort(abort, verdict));
        fault.at("delay").ifPresent(delay -> delay(delay, verdict));
    }

    private static void abort(Place abort, Verdict verdict) {
        percentage(abort, verdict);
        status(abort, "httpStatus", verdict);
        if (abort.has("http2Error")) {
            verdict.error(abort, "http2Error is not supported", "Write httpStatus or grpcStatus.");
        } else if (abort.has("grpcStatus") && !GRPC_STATUS.contains(abort.text("grpcStatus"))) {
            verdict.error(
                    abort,
                    "`" + abort.text("grpcStatus") + "` is no status of gRPC",
                    "Write a name such as NOT_FOUND.");
        } else if (!abort.has("httpStatus") && !abort.has("grpcStatus")) {
            verdict.warning(abort, "the abort does not say with which status", "Add `httpStatus`.");
        }
    }

    private static void delay(Place delay, Verdict verdict) {
        percentage(delay, verdict);
        Syntax.duration(delay, "fixedDelay", verdict);
        if (delay.has("exponentialDelay")) {
            verdict.error(delay, "exponentialDelay is not supported", "Write fixedDelay.");
        }
    }

    /// A status that an answer may have.
    static void status(Place place, String field, Verdict verdict) {
        Syntax.number(place, field)
                .filter(status -> status < 200 || status > 600)
                .ifPresent(status -> verdict.error(place, status + " is no HTTP status", "Write 200 to 599."));
    }

    /// None, or so many that Envoy can count them.
    private static void percentage(Place place, Verdict verdict) {
        place.node()
                .text("percentage", "value")
                .flatMap(Numbers::decimal)
                .filter(value ->
                        value.signum() != 0 && (value.compareTo(LEAST_PERCENTAGE) < 0 || value.compareTo(ALL) > 0))
                .ifPresent(value -> verdict.error(
                        place, value.toPlainString() + " is no percentage", "Write 0, or 0.0001 to 100."));
    }

    /// The share of requests that are mirrored.
    static void share(Place place, String field, Verdict verdict) {
        place.node()
                .text(field, "value")
                .flatMap(Numbers::decimal)
                .filter(value -> value.signum() < 0 || value.compareTo(ALL) > 0)
                .ifPresent(value -> verdict.error(
                        place, field + " is " + value.toPlainString() + ", not from 0 to 100", "Write a percentage."));
    }
}
