package dev.meshwright.access.symbolic;

import dev.meshwright.access.symbolic.Automaton.Asked;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Automata that were built already. Most policies of a mesh ask with the same few patterns.
final class Automata {
    private final Map<Key, Automaton> built = new ConcurrentHashMap<>();

    private record Key(List<List<Asked>> questions, List<Asked> only, List<Asked> never, String neverLetters) {}

    Automaton over(List<List<Asked>> questions, List<Asked> only, List<Asked> never, String neverLetters) {
        return built.computeIfAbsent(
                new Key(questions, only, never, neverLetters),
                key -> new Automaton(key.questions(), key.only(), key.never(), key.neverLetters()));
    }
}
