package dev.meshwright.analysis;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How bad a finding is, worst first.
public enum Severity {
    CRITICAL,
    ERROR,
    WARNING,
    INFO;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isAtLeast(Severity other) {
        return compareTo(other) <= 0;
    }
}
