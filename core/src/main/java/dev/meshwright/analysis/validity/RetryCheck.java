package dev.meshwright.analysis.validity;

import dev.meshwright.Closest;
import dev.meshwright.schema.syntax.Numbers;
import java.util.List;

/// The retries of an HTTP route.
final class RetryCheck {
    private static final List<String> POLICIES = List.of(
            "5xx",
            "gateway-error",
            "reset",
            "reset-before-request",
            "connect-failure",
            "envoy-ratelimited",
            "retriable-4xx",
            "refused-stream",
            "retriable-status-codes",
            "retriable-headers",
            "http3-post-connect-failure",
            "cancelled",
            "deadline-exceeded",
            "internal",
            "resource-exhausted",
            "unavailable");

    private RetryCheck() {}

    static void check(Place retries, Verdict verdict) {
        long attempts = Syntax.number(retries, "attempts").orElse(0L);
        if (attempts < 0) {
            verdict.error(retries, "attempts is negative", "Write 0 for no retries.");
        }
        boolean configured = retries.has("perTryTimeout")
                || !retries.text("retryOn").isEmpty()
                || retries.has("retryRemoteLocalities");
        if (attempts == 0 && configured) {
            verdict.error(
                    retries, "retries are configured, but attempts is 0, which turns them off", "Add `attempts`.");
        }
        Syntax.duration(retries, "perTryTimeout", verdict);
        retries.at("retryOn").ifPresent(retryOn -> policies(retryOn, verdict));
    }

    private static void policies(Place retryOn, Verdict verdict) {
        for (var policy :
                retryOn.text().isEmpty() ? new String[0] : retryOn.text().split(",", -1)) {
            var name = policy.trim();
            boolean status = Numbers.whole(name)
                    .filter(code -> code >= 100 && code < 600)
                    .isPresent();
            if (!status && !POLICIES.contains(name)) {
                verdict.error(
                        retryOn,
                        "`" + name + "` is no condition for a retry",
                        Closest.to(name, POLICIES)
                                .map(closest -> "Did you mean `" + closest + "`?")
                                .orElse("Use a status code or one of " + String.join(", ", POLICIES) + "."));
            }
        }
    }
}
