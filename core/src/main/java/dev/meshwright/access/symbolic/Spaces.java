package dev.meshwright.access.symbolic;

import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.TextPattern;
import java.util.List;

/// Makes spaces to compare conditions in, and remembers what they have in common. Good for several threads.
public final class Spaces {
    private final Automata automata = new Automata();

    /// A space in which these conditions can be compared.
    ///
    /// @param http whether the requests are HTTP, and not only connections
    /// @param neverPaths what proxies rewrite in a path before they look at it
    /// @throws BeyondBoundsException if they are too many to compare, or ask what no request shows
    public Space over(List<Condition> asked, boolean http, List<TextPattern> neverPaths) {
        return Space.of(asked, http, neverPaths, automata);
    }
}
