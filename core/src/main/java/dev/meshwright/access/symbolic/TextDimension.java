package dev.meshwright.access.symbolic;

import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.symbolic.Automaton.Asked;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// One of the texts of a request: the peer's URI, the SNI, host, method or path.
final class TextDimension extends Dimension {
    private final Field field;
    private final boolean cutsQuery;
    private final Words words;

    /// @param cutsQuery whether nothing asks about the query of a path
    TextDimension(Place place, List<Atom> atoms, Domain domain, boolean cutsQuery, Automata automata) {
        super(place, atoms);
        this.field = place.field();
        this.cutsQuery = cutsQuery;
        this.words = new Words(atoms.stream().map(this::asked).toList(), domain, automata);
        if (domain.mayBeAbsent()) {
            addAbsent();
        }
        words.examples().forEach((yes, text) -> {
            int preferred = domain.preferred().indexOf(text);
            add(yes, 1 + (preferred < 0 ? text.length() : preferred), request -> request.with(field, text));
        });
    }

    private List<Asked> asked(Atom atom) {
        return atom.tests().stream()
                .map(Atom.OfText.class::cast)
                // A text with a query is never the path alone.
                .map(test -> new Asked(test.pattern(), test.bare() && !cutsQuery))
                .filter(asked -> !cutsQuery
                        || asked.pattern()
                                .literal()
                                .filter(text -> text.contains("?") || text.contains("#"))
                                .isEmpty())
                .toList();
    }

    /// The texts that a question names in full.
    Set<String> named() {
        return words.exact();
    }

    /// The cells of texts that no question names in full.
    Set<Integer> cellsOfOthers() {
        return words.answersOfOthers().stream().map(this::cell).collect(Collectors.toSet());
    }

    @Override
    int cellOf(Request request) {
        var text = request.text(field);
        if (text == null) {
            return absent();
        }
        return words.answers(seen(text)).map(this::cell).orElse(NONE);
    }

    private String seen(String text) {
        return switch (field) {
            case SNI -> text.toLowerCase(Locale.ROOT);
            case PATH -> cutsQuery ? Request.withoutQuery(text) : text;
            default -> text;
        };
    }
}
