package dev.meshwright.schema.cel;

/// An expression that is not in the part of CEL that we know: a fault of the facts or of ours, never of the user.
final class CelSyntaxException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    CelSyntaxException(String message) {
        super(message);
    }
}
