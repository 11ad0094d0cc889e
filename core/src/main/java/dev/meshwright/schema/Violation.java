package dev.meshwright.schema;

import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import org.jspecify.annotations.Nullable;

/// One way in which a manifest does not fit its schema.
///
/// @param path within the object: `spec.http[0].route[0]`
/// @param message what is wrong, in one sentence
/// @param fix what to write instead
/// @param instead the one scalar that is surely meant here, for an unknown field its name; null where there is none
public record Violation(
        Kind kind, Source where, String path, String message, String fix, Node.@Nullable Scalar instead) {
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
