package dev.meshwright.access.condition;

/// Whether a condition holds for a call of which not everything is said.
public enum Match {
    /// For no request.
    NO,
    /// For some requests, or nothing tells.
    SOME,
    /// For every request.
    YES;

    public static Match of(boolean holds) {
        return holds ? YES : NO;
    }

    public Match and(Match other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Match or(Match other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public Match not() {
        return switch (this) {
            case NO -> YES;
            case SOME -> SOME;
            case YES -> NO;
        };
    }
}
