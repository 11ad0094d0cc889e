package dev.meshwright.topology;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a port speaks.
public enum Protocol {
    HTTP,
    GRPC,
    TCP,
    UDP,
    TLS,
    MONGO,
    REDIS,
    MYSQL,
    POSTGRESQL,
    AMQP,
    MEMCACHED,
    KAFKA;

    /// The word in output: `http`, `grpc`, …
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether Istio routes requests of this protocol one by one (timeouts, retries, paths).
    public boolean isHttp() {
        return this == HTTP || this == GRPC;
    }
}
