package dev.meshwright.access.symbolic;

import dev.meshwright.access.condition.IpBlock;
import dev.meshwright.access.condition.TextPattern;
import dev.meshwright.access.condition.TextPattern.Gap;
import dev.meshwright.access.condition.TextPattern.Letters;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// One question about one place of a request: whether one of the tests holds there.
record Atom(Place place, SequencedSet<Test> tests) {
    /// Any text, the empty one too.
    static final TextPattern ANYTHING = new TextPattern(List.of(new Gap(Letters.ANY, 0)), false);

    Atom {
        tests = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(tests));
    }

    sealed interface Test {}

    /// A text matches.
    ///
    /// @param bare of a path, whether its query is left out
    record OfText(TextPattern pattern, boolean bare) implements Test {}

    /// A claim matches, or (if wanted) something in a list of such.
    record OfClaim(TextPattern pattern, boolean orInList) implements Test {}

    record OfAddress(IpBlock block) implements Test {}

    record OfPort(int port) implements Test {}

    /// Whether it holds for whatever stands there.
    boolean isPresence() {
        return tests.contains(new OfText(ANYTHING, false));
    }
}
