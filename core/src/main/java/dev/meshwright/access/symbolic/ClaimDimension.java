package dev.meshwright.access.symbolic;

import dev.meshwright.access.condition.Request;
import dev.meshwright.access.symbolic.Atom.OfClaim;
import dev.meshwright.access.symbolic.Automaton.Asked;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// A claim of the token: absent (or nothing that can be asked, such as a number), a text, or a list of texts. For each
/// text two things are known: which questions it answers itself, and which it answers within a list.
final class ClaimDimension extends Dimension {
    private final List<String> path;
    private final Words words;

    ClaimDimension(Place place, List<Atom> atoms, Automata automata) {
        super(place, atoms);
        this.path = place.path();
        var asked = new ArrayList<>(asked(test -> true));
        asked.addAll(asked(OfClaim::orInList));
        this.words = new Words(asked, Domain.ANY, automata);
        addAbsent();
        var inList = new LinkedHashMap<BitSet, String>();
        words.examples().forEach((yes, text) -> {
            if (!Request.isSplit(path)) {
                addValue(alone(yes), List.of(text), text);
            }
            inList.putIfAbsent(inList(yes), text);
        });
        Several.of(inList).forEach((yes, texts) -> addValue(yes, texts, texts));
    }

    /// What answers no question is as good as absent.
    private void addValue(BitSet yes, List<String> texts, Object value) {
        if (!yes.isEmpty()) {
            add(yes, cost(texts), request -> request.claiming(path, value));
        }
    }

    private List<List<Asked>> asked(Predicate<OfClaim> which) {
        return atoms().stream()
                .map(atom -> atom.tests().stream()
                        .map(OfClaim.class::cast)
                        .filter(which)
                        .map(test -> new Asked(test.pattern(), false))
                        .toList())
                .toList();
    }

    private int cost(List<String> texts) {
        return String.join("", path).length()
                + texts.stream().mapToInt(text -> text.length() + 2).sum();
    }

    private BitSet alone(BitSet yes) {
        return yes.get(0, atoms().size());
    }

    private BitSet inList(BitSet yes) {
        return yes.get(atoms().size(), 2 * atoms().size());
    }

    @Override
    int cellOf(Request request) {
        Object value = request.claims();
        for (var name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return switch (value) {
            case String text when Request.isSplit(path) -> cellOf(together(List.of(text.split(" "))));
            case String text -> cellOf(alone(words.answers(text).orElseThrow()));
            case List<?> list -> cellOf(together(list));
            case null, default -> absent();
        };
    }

    private int cellOf(BitSet yes) {
        return yes.isEmpty() ? absent() : cell(yes);
    }

    private BitSet together(List<?> values) {
        var yes = new BitSet();
        for (var value : values) {
            if (value instanceof String text) {
                words.answers(text).map(this::inList).ifPresent(yes::or);
            }
        }
        return yes;
    }
}
