package dev.meshwright.posture.envoy;

import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.TextPattern;
import dev.meshwright.access.condition.TextPattern.Literal;
import dev.meshwright.access.condition.TextPattern.Piece;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Brings conditions into one form, in which those that mean the same are equal: nested alls and anys are flat, what
/// every choice asks stands before the choice, and order does not count.
final class PlainCondition {
    private static final Comparator<Condition> ORDER = Comparator.comparing(Condition::toString);

    private PlainCondition() {}

    static Condition of(Condition condition) {
        return switch (condition) {
            case Condition.All(var parts) ->
                all(parts.stream().map(PlainCondition::of).toList());
            case Condition.Any(var parts) ->
                any(parts.stream().map(PlainCondition::of).toList());
            case Condition.Not(var part) -> not(of(part));
            case Condition.Text(var field, var pattern) -> new Condition.Text(field, plain(pattern));
            case Condition.Header(var name, var pattern) -> new Condition.Header(name, plain(pattern));
            case Condition.Claim(var path, var pattern, var orInList) ->
                new Condition.Claim(path, plain(pattern), orInList);
            case Condition.Address _, Condition.Port _, Condition.Metadata _, Condition.Unclear _ -> condition;
        };
    }

    private static Condition not(Condition part) {
        return part instanceof Condition.Not(var inner) ? inner : new Condition.Not(part);
    }

    private static Condition all(List<Condition> parts) {
        var flat = new LinkedHashSet<Condition>();
        for (var part : parts) {
            if (part instanceof Condition.All(var inner)) {
                flat.addAll(inner);
            } else {
                flat.add(part);
            }
        }
        return flat.contains(Condition.nothing()) ? Condition.nothing() : Condition.all(sorted(flat));
    }

    private static Condition any(List<Condition> parts) {
        var flat = new LinkedHashSet<Condition>();
        for (var part : parts) {
            if (part instanceof Condition.Any(var inner)) {
                flat.addAll(inner);
            } else {
                flat.add(part);
            }
        }
        if (flat.contains(Condition.anything())) {
            return Condition.anything();
        }
        var shared = shared(flat);
        if (shared.isEmpty() || flat.size() < 2) {
            return Condition.any(sorted(flat));
        }
        var rests = new ArrayList<Condition>();
        for (var part : flat) {
            var rest = new ArrayList<>(parts(part));
            rest.removeAll(shared);
            rests.add(all(rest));
        }
        var factored = new ArrayList<>(shared);
        factored.add(any(rests));
        return all(factored);
    }

    /// What every choice asks.
    private static Set<Condition> shared(Set<Condition> choices) {
        Set<Condition> shared = new LinkedHashSet<>();
        boolean first = true;
        for (var choice : choices) {
            if (first) {
                shared.addAll(parts(choice));
                first = false;
            } else {
                shared.retainAll(parts(choice));
            }
        }
        return shared;
    }

    private static List<Condition> parts(Condition condition) {
        return condition instanceof Condition.All(var parts) ? parts : List.of(condition);
    }

    private static List<Condition> sorted(Set<Condition> parts) {
        return parts.stream().sorted(ORDER).toList();
    }

    /// Literals that touch are one, and `any text but the empty one` has no case.
    private static TextPattern plain(TextPattern pattern) {
        if (pattern.ignoresCase() && new TextPattern(pattern.pieces(), false).isPresence()) {
            return TextPattern.present();
        }
        var pieces = new ArrayList<Piece>();
        for (var piece : pattern.pieces()) {
            if (piece instanceof Literal(var text) && !pieces.isEmpty() && pieces.getLast() instanceof Literal last) {
                pieces.set(pieces.size() - 1, new Literal(last.text() + text));
            } else {
                pieces.add(piece);
            }
        }
        return new TextPattern(pieces, pattern.ignoresCase());
    }
}
