package dev.meshwright;

/// Something the user can put right: a missing file, a wrong option, an unreachable cluster. The message is one
/// sentence: what happened, to what, and what to do. Commands print it without a stack trace.
public class MeshwrightException extends RuntimeException {
    public MeshwrightException(String message) {
        super(message);
    }

    public MeshwrightException(String message, Throwable cause) {
        super(message, cause);
    }
}
