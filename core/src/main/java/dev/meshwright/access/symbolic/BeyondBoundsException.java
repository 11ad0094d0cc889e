package dev.meshwright.access.symbolic;

/// Conditions that are not compared: because it would take too long, or because nothing here tells what they mean. The
/// honest answer then is that it is not known.
public final class BeyondBoundsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BeyondBoundsException(String what) {
        super(what);
    }

    /// What stands in the way, such as `too many different texts`.
    public String what() {
        return String.valueOf(getMessage());
    }
}
