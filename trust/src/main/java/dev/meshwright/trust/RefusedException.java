package dev.meshwright.trust;

/// Something was not accepted: its message says what and why in one sentence. Whoever catches it must not go on
/// with the refused thing.
public final class RefusedException extends RuntimeException {
    public RefusedException(String message) {
        super(message);
    }

    public RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
