package dev.meshwright.access.symbolic;

import dev.meshwright.access.condition.TextPattern;
import dev.meshwright.access.condition.TextPattern.Gap;
import dev.meshwright.access.condition.TextPattern.Letters;
import dev.meshwright.access.condition.TextPattern.Literal;
import java.util.List;

/// Which texts may stand at a place of a request.
///
/// @param only one of these matches each of them; empty for all texts
/// @param never none of these matches any of them
/// @param neverLetters what none of them has
/// @param preferred texts to show as an example, where one of them will do
/// @param mayBeAbsent whether a request without it is one
record Domain(
        List<TextPattern> only,
        List<TextPattern> never,
        String neverLetters,
        List<String> preferred,
        boolean mayBeAbsent) {
    private static final Gap PART = new Gap(Letters.NO_SLASH, 1);
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    static final Domain ANY = new Domain(List.of(), List.of(), "", List.of(), true);

    /// The URI of a certificate of a mesh.
    static final Domain PEER = new Domain(
            List.of(new TextPattern(
                    List.of(new Literal("spiffe://"), PART, new Literal("/ns/"), PART, new Literal("/sa/"), PART),
                    false)),
            List.of(),
            "",
            List.of(),
            true);

    /// Envoy keeps the name in lower case.
    static final Domain SNI = new Domain(List.of(TextPattern.present()), List.of(), UPPER, List.of(), true);

    /// A text of every HTTP request, and of no mere connection.
    static Domain inRequests(boolean http, List<String> preferred) {
        return new Domain(
                List.of(TextPattern.present()),
                http ? List.of() : List.of(TextPattern.present()),
                "",
                preferred,
                !http);
    }

    /// Paths as proxies write them before they look at them.
    ///
    /// @param never what they rewrite
    /// @param withQuery whether the query counts
    static Domain paths(List<TextPattern> never, boolean http, boolean withQuery) {
        return new Domain(
                List.of(TextPattern.startingWith("/")),
                http ? never : List.of(TextPattern.present()),
                withQuery ? "" : "?#",
                List.of("/"),
                !http);
    }
}
