package dev.meshwright.access;

/// Whether a condition holds for a call of which not everything is said.
enum Match {
    /// For no request.
    NO,
    /// For some requests, or nothing tells.
    SOME,
    /// For every request.
    YES;

    static Match of(boolean holds) {
        return holds ? YES : NO;
    }

    Match and(Match other) {
        return compareTo(other) <= 0 ? this : other;
    }

    Match or(Match other) {
        return compareTo(other) >= 0 ? this : other;
    }

    Match not() {
        return switch (this) {
            case NO -> YES;
            case SOME -> SOME;
            case YES -> NO;
        };
    }
}
