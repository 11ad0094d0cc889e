package dev.meshwright.access.symbolic;

import dev.meshwright.access.condition.TextPattern;
import dev.meshwright.access.condition.TextPattern.Gap;
import dev.meshwright.access.condition.TextPattern.Letters;
import dev.meshwright.access.condition.TextPattern.Literal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SequencedSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads a text once and answers several questions about it: a deterministic automaton over all their patterns.
final class Automaton {
    private static final int MOST_STATES = 10_000;
    private static final int MOST_TRIES = 10_000;
    private static final int UNREACHED = Integer.MAX_VALUE;
    private static final String BEHIND_PATH = "?#";

    private final List<Step> steps = new ArrayList<>();
    private final BitSet ends = new BitSet();
    private final BitSet bareEnds = new BitSet();
    /// Steps from which a pattern matches whatever follows.
    private final BitSet settled = new BitSet();

    private final List<Range> ranges = new ArrayList<>();
    private final int questions;
    private final Alphabet alphabet;
    private final List<int[]> next = new ArrayList<>();
    private final List<BitSet> matching = new ArrayList<>();
    /// The states that texts end at, those that may be.
    private final BitSet texts = new BitSet();

    /// A pattern that is asked.
    ///
    /// @param bare whether it is compared with what stands before the query of a path
    record Asked(TextPattern pattern, boolean bare) {}

    /// A step through a pattern.
    ///
    /// @param letter the only one; null for any of the letters
    /// @param loops whether it may be taken any number of times
    /// @param bare whether it ends where a query begins
    private record Step(@Nullable Character letter, Letters letters, boolean ignoresCase, boolean loops, boolean bare) {
        boolean takes(char c) {
            if (bare && BEHIND_PATH.indexOf(c) >= 0) {
                return false;
            }
            if (letter == null) {
                return letters.contains(c);
            }
            return letter == c || (ignoresCase && c < 128 && Character.toLowerCase(letter) == Character.toLowerCase(c));
        }
    }

    /// @param questions per question the patterns of which one has to match
    /// @param only one of these has to match too, where there are any; what begins otherwise is not followed, which
    ///     keeps the automaton small
    /// @param never none of these may match; the same
    /// @param neverLetters letters that no text has
    /// @throws BeyondBoundsException if it gets too large
    Automaton(List<List<Asked>> questions, List<Asked> only, List<Asked> never, String neverLetters) {
        this.questions = questions.size();
        var all = new ArrayList<>(questions);
        all.add(only);
        all.add(never);
        var patterns = all.stream().flatMap(List::stream).toList();
        boolean anyBare = patterns.stream().anyMatch(Asked::bare);
        this.alphabet =
                new Alphabet(patterns.stream().map(Asked::pattern).toList(), anyBare ? BEHIND_PATH : "", neverLetters);
        var start = new BitSet();
        for (var question : all) {
            int first = steps.size();
            for (var one : question) {
                start.set(steps.size());
                add(one);
            }
            ranges.add(new Range(first, steps.size()));
        }
        explore(start);
    }

    /// The steps of a question, the last one not included.
    private record Range(int from, int to) {
        boolean isEmpty() {
            return from == to;
        }

        boolean hasAny(BitSet state) {
            int step = state.nextSetBit(from);
            return step >= 0 && step < to;
        }

        boolean hasOneOf(BitSet state, BitSet some) {
            for (int step = state.nextSetBit(from); step >= 0 && step < to; step = state.nextSetBit(step + 1)) {
                if (some.get(step)) {
                    return true;
                }
            }
            return false;
        }
    }

    private void add(Asked asked) {
        var pattern = asked.pattern();
        for (var piece : pattern.pieces()) {
            switch (piece) {
                case Literal(var text) ->
                    text.chars()
                            .forEach(c -> steps.add(
                                    new Step((char) c, Letters.ANY, pattern.ignoresCase(), false, asked.bare())));
                case Gap(var letters, var least) -> {
                    for (int i = 0; i < least; i++) {
                        steps.add(new Step(null, letters, false, false, asked.bare()));
                    }
                    steps.add(new Step(null, letters, false, true, asked.bare()));
                }
            }
        }
        if (!pattern.pieces().isEmpty()
                && pattern.pieces().getLast() instanceof Gap gap
                && gap.letters() == Letters.ANY) {
            settled.set(steps.size() - 1);
        }
        // The end of the pattern, and behind it the query.
        ends.set(steps.size());
        bareEnds.set(steps.size(), asked.bare());
        steps.add(new Step(null, Letters.ANY, false, false, false));
        ends.set(steps.size());
        settled.set(steps.size());
        steps.add(new Step(null, Letters.ANY, false, true, false));
    }

    private void explore(BitSet start) {
        var numbers = new HashMap<BitSet, Integer>();
        var waiting = new ArrayDeque<BitSet>();
        number(closed(start), numbers, waiting);
        while (!waiting.isEmpty()) {
            var state = waiting.remove();
            var row = new int[alphabet.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = number(closed(after(state, alphabet.letter(i))), numbers, waiting);
            }
            next.add(row);
        }
    }

    private int number(BitSet state, Map<BitSet, Integer> numbers, ArrayDeque<BitSet> waiting) {
        var known = numbers.get(state);
        if (known != null) {
            return known;
        }
        if (numbers.size() == MOST_STATES) {
            throw new BeyondBoundsException("too many different texts");
        }
        numbers.put(state, numbers.size());
        waiting.add(state);
        var matched = new BitSet();
        for (int question = 0; question < questions; question++) {
            matched.set(question, ranges.get(question).hasOneOf(state, ends));
        }
        matching.add(matched);
        var only = ranges.get(questions);
        boolean isText = (only.isEmpty() || only.hasOneOf(state, ends))
                && !ranges.get(questions + 1).hasOneOf(state, ends);
        texts.set(numbers.size() - 1, isText);
        return numbers.size() - 1;
    }

    private BitSet closed(BitSet state) {
        for (int step = state.nextSetBit(0); step >= 0; step = state.nextSetBit(step + 1)) {
            if (steps.get(step).loops() && !ends.get(step)) {
                state.set(step + 1);
            }
        }
        for (var range : ranges) {
            if (range.hasOneOf(state, settled)) {
                state.clear(range.from(), range.to());
                state.set(range.to() - 1);
            }
        }
        return isHopeless(state) ? new BitSet() : state;
    }

    /// Whether no text that begins like this may be.
    private boolean isHopeless(BitSet state) {
        var only = ranges.get(questions);
        return (!only.isEmpty() && !only.hasAny(state))
                || ranges.get(questions + 1).hasOneOf(state, settled);
    }

    private BitSet after(BitSet state, char letter) {
        var after = new BitSet();
        for (int at = state.nextSetBit(0); at >= 0; at = state.nextSetBit(at + 1)) {
            var step = steps.get(at);
            if (!ends.get(at)) {
                if (step.takes(letter)) {
                    after.set(step.loops() ? at : at + 1);
                }
            } else if (step.loops()) {
                after.set(at);
            } else if (bareEnds.get(at) && BEHIND_PATH.indexOf(letter) >= 0) {
                after.set(at + 1);
            }
        }
        return after;
    }

    /// The questions that a text answers with yes; empty where the text may not be.
    Optional<BitSet> answers(String text) {
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            state = next.get(state)[alphabet.indexOf(text.charAt(i))];
        }
        return texts.get(state) ? Optional.of(matching.get(state)) : Optional.empty();
    }

    /// Everything that texts answer.
    SequencedSet<BitSet> combinations() {
        var found = new LinkedHashSet<BitSet>();
        texts.stream().forEach(state -> found.add(matching.get(state)));
        return found;
    }

    /// A shortest text that answers exactly these questions with yes; empty where there is none.
    ///
    /// @param taken which texts will not do
    /// @throws BeyondBoundsException if too many will not do
    Optional<String> shortest(BitSet combination, Predicate<String> taken) {
        var distances = distancesTo(combination);
        var open = new PriorityQueue<>(Comparator.<Path>comparingInt(path -> path.text.length() + distances[path.state])
                .thenComparingInt(path -> -path.text.length())
                .thenComparingLong(path -> path.number));
        long number = 0;
        if (distances[0] != UNREACHED) {
            open.add(new Path(0, "", number));
        }
        for (int tries = 0; !open.isEmpty(); tries++) {
            var path = open.remove();
            if (distances[path.state] == 0 && !taken.test(path.text)) {
                return Optional.of(path.text);
            }
            if (tries == MOST_TRIES) {
                throw new BeyondBoundsException("too many different texts");
            }
            var row = next.get(path.state);
            for (int i = 0; i < row.length; i++) {
                if (distances[row[i]] != UNREACHED) {
                    open.add(new Path(row[i], path.text + alphabet.letter(i), ++number));
                }
            }
        }
        return Optional.empty();
    }

    /// A text so far, and where it leads.
    private record Path(int state, String text, long number) {}

    /// How many letters are missing, at least, from each state to one with this combination.
    private int[] distancesTo(BitSet combination) {
        var before = new ArrayList<List<Integer>>();
        next.forEach(_ -> before.add(new ArrayList<>()));
        for (int from = 0; from < next.size(); from++) {
            for (int to : next.get(from)) {
                before.get(to).add(from);
            }
        }
        var distances = new int[next.size()];
        var waiting = new ArrayDeque<Integer>();
        for (int state = 0; state < distances.length; state++) {
            boolean isWanted = texts.get(state) && matching.get(state).equals(combination);
            distances[state] = isWanted ? 0 : UNREACHED;
            if (isWanted) {
                waiting.add(state);
            }
        }
        while (!waiting.isEmpty()) {
            int to = waiting.remove();
            for (int from : before.get(to)) {
                if (distances[from] == UNREACHED) {
                    distances[from] = distances[to] + 1;
                    waiting.add(from);
                }
            }
        }
        return distances;
    }
}
