package dev.meshwright.access.assertion;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.meshwright.MeshwrightException;
import dev.meshwright.access.reach.Answer;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.access.reach.Reach;
import java.util.Comparator;
import java.util.Locale;

/// Whether an assertion holds.
///
/// @param why what decides, in one sentence
public record Judgement(Assertion assertion, Outcome outcome, String why) {
    public enum Outcome {
        HOLDS,
        FAILS,
        /// Nothing in the input tells.
        UNDECIDED,
        /// It names a caller, callee or port that the input does not have.
        UNKNOWN;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Asks the mesh.
    public static Judgement of(Reach reach, Assertion assertion) {
        try {
            var answer = reach.can(assertion.from(), assertion.to(), assertion.port(), assertion.request());
            return new Judgement(assertion, outcome(assertion.must(), answer.verdict()), why(answer));
        } catch (MeshwrightException e) {
            return new Judgement(assertion, Outcome.UNKNOWN, String.valueOf(e.getMessage()));
        }
    }

    /// Some requests are too few where all must get through, and too many where none may.
    private static Outcome outcome(boolean must, Verdict verdict) {
        return switch (verdict) {
            case YES -> must ? Outcome.HOLDS : Outcome.FAILS;
            case SOME -> Outcome.FAILS;
            case NO -> must ? Outcome.FAILS : Outcome.HOLDS;
            case UNDECIDED -> Outcome.UNDECIDED;
        };
    }

    /// What decides on the best way.
    private static String why(Answer answer) {
        var way = answer.ways().stream()
                .min(Comparator.comparing(Answer.Way::verdict))
                .orElseThrow();
        var reason = way.reasons().getLast().text();
        return way.example().isEmpty() ? reason : "only some requests get through, such as " + way.example();
    }
}
