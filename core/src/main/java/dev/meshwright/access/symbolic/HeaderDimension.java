package dev.meshwright.access.symbolic;

import dev.meshwright.access.condition.Request;
import dev.meshwright.access.symbolic.Automaton.Asked;
import java.util.BitSet;
import java.util.List;

/// A header: absent, or with one value or several, each of which is asked.
final class HeaderDimension extends Dimension {
    private final String name;
    private final Words words;

    HeaderDimension(Place place, List<Atom> atoms, Automata automata) {
        super(place, atoms);
        this.name = place.path().getFirst();
        this.words = new Words(
                atoms.stream()
                        .map(atom -> atom.tests().stream()
                                .map(Atom.OfText.class::cast)
                                .map(test -> new Asked(test.pattern(), false))
                                .toList())
                        .toList(),
                Domain.ANY,
                automata);
        addAbsent();
        var single = words.examples();
        if (Request.isJoined(name)) {
            single.forEach((yes, text) -> addValues(yes, List.of(text)));
        } else {
            Several.of(single).forEach(this::addValues);
        }
    }

    /// What answers no question is as good as absent.
    private void addValues(BitSet yes, List<String> values) {
        if (!yes.isEmpty()) {
            int length = values.stream().mapToInt(text -> text.length() + 2).sum();
            add(yes, name.length() + length, request -> request.sending(name, values));
        }
    }

    @Override
    int cellOf(Request request) {
        var values = request.headers().get(name);
        if (values == null) {
            return absent();
        }
        var seen = Request.isJoined(name) ? List.of(String.join(",", values)) : values;
        var yes = new BitSet();
        seen.forEach(value -> words.answers(value).ifPresent(yes::or));
        return yes.isEmpty() ? absent() : cell(yes);
    }

    @Override
    boolean isOpen(Request request) {
        return super.isOpen(request) && !request.headers().containsKey(name);
    }
}
