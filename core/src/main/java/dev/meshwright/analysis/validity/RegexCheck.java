package dev.meshwright.analysis.validity;

import dev.meshwright.schema.syntax.Re2;

/// Regular expressions that Envoy runs.
final class RegexCheck {
    private static final int LONGEST = 1024;

    private RegexCheck() {}

    static void check(Place regex, Verdict verdict) {
        if (regex.text().isEmpty() || regex.text().length() > LONGEST) {
            verdict.error(regex, "the regular expression is empty or longer than 1024", "Shorten it.");
            return;
        }
        Re2.fault(regex.text())
                .ifPresent(fault -> verdict.error(
                        regex,
                        "`" + regex.text() + "` is no regular expression of RE2: " + fault,
                        "Write it without look-around and back references."));
    }

    /// The text of a match by `exact`, `prefix` or `regex`.
    static void text(Place match, Verdict verdict) {
        if (match.node().text("prefix").filter(String::isEmpty).isPresent()) {
            verdict.error(match, "an empty prefix matches everything", "Remove the match, or write a prefix.");
        }
        match.at("regex").ifPresent(regex -> check(regex, verdict));
    }
}
