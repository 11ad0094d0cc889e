package dev.meshwright.posture.envoy;

import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// What stands in a derived message where more than one value is right: because the intent leaves it open, or because
/// what counts is the meaning and not the text.
interface Expected {
    /// Whether this is one of the values that are right.
    boolean explains(JsonNode active);

    /// What would be right, for people.
    String text();

    /// What is there instead, for people.
    default String shown(JsonNode active) {
        return Difference.shown(active);
    }

    /// Values that something other than the intent decides.
    record Open(String text, Predicate<JsonNode> right) implements Expected {
        @Override
        public boolean explains(JsonNode active) {
            return right.test(active);
        }
    }
}
