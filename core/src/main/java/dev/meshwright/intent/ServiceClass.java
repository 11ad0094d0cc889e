package dev.meshwright.intent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What kind of service this is; its traffic settings follow from it.
public enum ServiceClass {
    /// Takes the traffic from outside and hands it on.
    GATEWAY,
    /// Answers callers that wait.
    SYNC,
    /// Answers callers that wait, after asking several other services.
    FAN_OUT,
    /// Works off jobs; callers hand over and do not wait for the result.
    WORKER,
    /// Calls out of the cluster.
    EXTERNAL_CALLING,
    /// Is called from outside the cluster by somebody without a client certificate.
    WEBHOOK,
    /// Speaks no HTTP: databases, queues, caches.
    TCP;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
