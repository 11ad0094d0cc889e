package dev.meshwright.analysis;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a finding is about.
public enum Category {
    /// The API server, istiod's webhook or kubectl would refuse it.
    VALIDITY,
    REFERENCE,
    TRAFFIC,
    SECURITY,
    AMBIENT,
    INJECTION,
    CAPACITY;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
