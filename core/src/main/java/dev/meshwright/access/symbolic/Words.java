package dev.meshwright.access.symbolic;

import dev.meshwright.access.condition.TextPattern;
import dev.meshwright.access.symbolic.Automaton.Asked;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// The texts of one place, parted by the questions about them. Exact texts are looked up; the automaton is left with
/// what has gaps, which keeps it small however many callers a policy names.
final class Words {
    private final Domain domain;
    private final Map<String, BitSet> exact = new HashMap<>();
    private final Automaton automaton;

    /// @param asked per question the patterns of which one has to match
    Words(List<List<Asked>> asked, Domain domain, Automata automata) {
        this.domain = domain;
        boolean bare = asked.stream().flatMap(List::stream).anyMatch(Asked::bare);
        var rest = new ArrayList<List<Asked>>();
        for (int i = 0; i < asked.size(); i++) {
            rest.add(bare ? asked.get(i) : withoutExact(asked.get(i), i));
        }
        this.automaton =
                automata.over(rest, ask(domain.only(), bare), ask(domain.never(), bare), domain.neverLetters());
    }

    private static List<Asked> ask(List<TextPattern> patterns, boolean bare) {
        return patterns.stream().map(pattern -> new Asked(pattern, bare)).toList();
    }

    private List<Asked> withoutExact(List<Asked> question, int number) {
        var rest = new ArrayList<Asked>();
        for (var one : question) {
            var literal = one.pattern().literal();
            if (literal.isEmpty()) {
                rest.add(one);
            } else {
                exact.computeIfAbsent(literal.get(), _ -> new BitSet()).set(number);
            }
        }
        return List.copyOf(rest);
    }

    /// The questions that a text answers with yes; empty where it may not be.
    Optional<BitSet> answers(String text) {
        return automaton.answers(text).map(answers -> {
            var yes = (BitSet) exact.getOrDefault(text, new BitSet()).clone();
            yes.or(answers);
            return yes;
        });
    }

    /// The texts that are looked up.
    Set<String> exact() {
        return exact.keySet();
    }

    /// What texts answer that are not looked up.
    Set<BitSet> answersOfOthers() {
        return automaton.combinations();
    }

    /// All answers that texts get, each with one of them: a preferred one, else a shortest.
    ///
    /// @throws BeyondBoundsException if there are too many
    SequencedMap<BitSet, String> examples() {
        var examples = new LinkedHashMap<BitSet, String>();
        for (var text : domain.preferred()) {
            answers(text).ifPresent(answers -> examples.putIfAbsent(answers, text));
        }
        for (var combination : automaton.combinations()) {
            if (!examples.containsKey(combination)) {
                automaton.shortest(combination, exact::containsKey).ifPresent(text -> examples.put(combination, text));
            }
        }
        exact.keySet().stream()
                .filter(text ->
                        text.chars().noneMatch(c -> domain.neverLetters().indexOf(c) >= 0))
                .sorted()
                .forEach(text -> answers(text).ifPresent(answers -> examples.putIfAbsent(answers, text)));
        return examples;
    }
}
