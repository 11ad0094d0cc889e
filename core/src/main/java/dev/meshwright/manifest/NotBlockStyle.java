package dev.meshwright.manifest;

/// A document is not, or may not be, in the plain block style: the YAML parser has to read it. Frequent and expected,
/// so without a stack trace.
final class NotBlockStyle extends Exception {
    private static final long serialVersionUID = 1;

    NotBlockStyle() {
        super("not in plain block style", null, false, false);
    }
}
