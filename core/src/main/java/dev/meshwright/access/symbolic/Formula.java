package dev.meshwright.access.symbolic;

import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.TextPattern;
import dev.meshwright.access.symbolic.Atom.Test;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Consumer;

/// A [Condition] with as few questions as possible: what one place of a request is asked in a row of alternatives is
/// one [Atom]. A policy with a thousand principals asks one question about the caller.
sealed interface Formula {
    record And(List<Formula> parts) implements Formula {}

    record Or(List<Formula> parts) implements Formula {}

    record Not(Formula part) implements Formula {}

    record Leaf(Atom atom) implements Formula {}

    /// Reads a condition.
    ///
    /// @throws BeyondBoundsException if it asks what no request shows
    static Formula of(Condition condition) {
        return switch (condition) {
            case Condition.All(var parts) ->
                new And(parts.stream().map(Formula::of).toList());
            case Condition.Any(var parts) -> anyOf(parts);
            case Condition.Not(var part) -> new Not(of(part));
            case Condition.Text(var field, var pattern) ->
                leaf(Place.of(field), new Atom.OfText(pattern, field == Field.PATH));
            case Condition.Header(var name, var pattern) -> header(name, pattern);
            case Condition.Claim(var path, var pattern, var orInList) ->
                leaf(new Place(Field.CLAIMS, path), new Atom.OfClaim(pattern, orInList));
            case Condition.Address(var field, var block) -> leaf(Place.of(field), new Atom.OfAddress(block));
            case Condition.Port(var port) -> leaf(Place.of(Field.PORT), new Atom.OfPort(port));
            case Condition.Metadata other ->
                throw new BeyondBoundsException("what another filter says: " + other.key());
            case Condition.Unclear(var what) -> throw new BeyondBoundsException(what);
        };
    }

    private static Formula anyOf(List<Condition> parts) {
        var tests = new LinkedHashMap<Place, SequencedSet<Test>>();
        var choices = new ArrayList<Formula>();
        parts.forEach(part -> addChoice(of(part), tests, choices));
        tests.forEach((place, some) -> choices.add(new Leaf(new Atom(place, some))));
        return choices.size() == 1 ? choices.getFirst() : new Or(choices);
    }

    private static void addChoice(Formula choice, Map<Place, SequencedSet<Test>> tests, List<Formula> choices) {
        switch (choice) {
            case Leaf(var atom) ->
                tests.computeIfAbsent(atom.place(), _ -> new LinkedHashSet<>()).addAll(atom.tests());
            case Or(var parts) -> parts.forEach(part -> addChoice(part, tests, choices));
            case And _, Not _ -> choices.add(choice);
        }
    }

    /// Some headers are fields of the request. Of the others, `*` also matches an empty value.
    private static Formula header(String name, TextPattern pattern) {
        return switch (name) {
            case ":authority", "host" -> leaf(Place.of(Field.HOST), new Atom.OfText(pattern, false));
            case ":method" -> leaf(Place.of(Field.METHOD), new Atom.OfText(pattern, false));
            case ":path" -> leaf(Place.of(Field.PATH), new Atom.OfText(pattern, false));
            default -> {
                var seen = pattern.isPresence() ? Atom.ANYTHING : pattern;
                yield leaf(new Place(Field.HEADERS, List.of(name)), new Atom.OfText(seen, false));
            }
        };
    }

    private static Formula leaf(Place place, Test test) {
        return new Leaf(new Atom(place, new LinkedHashSet<>(List.of(test))));
    }

    default void forEachAtom(Consumer<Atom> consumer) {
        switch (this) {
            case And(var parts) -> parts.forEach(part -> part.forEachAtom(consumer));
            case Or(var parts) -> parts.forEach(part -> part.forEachAtom(consumer));
            case Not(var part) -> part.forEachAtom(consumer);
            case Leaf(var atom) -> consumer.accept(atom);
        }
    }
}
