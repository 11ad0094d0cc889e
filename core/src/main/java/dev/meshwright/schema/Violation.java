package dev.meshwright.schema;

import dev.meshwright.manifest.Source;

/// One way in which a manifest does not fit its schema.
///
/// @param path within the object: `spec.http[0].route[0]`
/// @param message what is wrong, in one sentence
/// @param fix what to write instead
public record Violation(Kind kind, Source where, String path, String message, String fix) {
    /// Who refuses it.
    public enum Kind {
        /// The API server: type, required field, enum, pattern, bounds, alternatives, duplicates.
        STRUCTURE,
        /// The API server: a CEL rule of the schema.
        CONSTRAINT,
        /// `kubectl` (strict decoding); the API server alone drops the field without a word.
        UNKNOWN_FIELD
    }
}
