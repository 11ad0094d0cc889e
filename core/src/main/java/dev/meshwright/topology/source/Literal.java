package dev.meshwright.topology.source;

/// A text in source code that may name a host.
///
/// @param text the content, with `{}` for what is computed
/// @param key what it is the value of: a variable, a property, a parameter, an environment variable; "" if nothing
///     tells
/// @param line from 1
public record Literal(String text, String key, Role role, int line) {
    /// What the place says about the text.
    public enum Role {
        /// A client takes it for a host, so that a plain word is one.
        HOST,
        /// Used where the environment variable or setting `key` is not set.
        DEFAULT,
        /// The value of `key`.
        NAMED,
        /// Nothing.
        PLAIN
    }
}
