package dev.meshwright.access.symbolic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What several values say together, where each question wants one of them: every union of what single values say,
/// with as few values as will do.
final class Several {
    private static final int MOST = 2_000;

    private Several() {}

    /// @param single what single values answer
    /// @throws BeyondBoundsException if there are too many unions
    static SequencedMap<BitSet, List<String>> of(Map<BitSet, String> single) {
        var all = new LinkedHashMap<BitSet, List<String>>();
        single.forEach((yes, text) -> all.put(yes, List.of(text)));
        var waiting = new ArrayDeque<>(all.keySet());
        while (!waiting.isEmpty()) {
            var some = waiting.remove();
            single.forEach((yes, text) -> {
                var union = (BitSet) some.clone();
                union.or(yes);
                if (!all.containsKey(union)) {
                    if (all.size() == MOST) {
                        throw new BeyondBoundsException("too many combinations of values");
                    }
                    var texts = new ArrayList<>(all.getOrDefault(some, List.of()));
                    texts.add(text);
                    all.put(union, texts);
                    waiting.add(union);
                }
            });
        }
        return all;
    }
}
