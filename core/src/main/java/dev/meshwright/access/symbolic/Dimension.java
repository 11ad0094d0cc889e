package dev.meshwright.access.symbolic;

import dev.meshwright.access.condition.Request;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What one place of a request may hold, parted into cells: of the values of a cell, each question gets the same
/// answer.
abstract class Dimension {
    static final int NONE = -1;
    private static final int MOST_CELLS = 4_000;

    private final Place place;
    private final List<Atom> atoms;
    private final List<Cell> cells = new ArrayList<>();
    private final Map<Key, Integer> numbers = new HashMap<>();

    /// @param yes the questions that its values answer with yes
    /// @param cost how long its example is: the shorter, the better to read
    /// @param fill puts an example of its values into a request
    record Cell(BitSet yes, int cost, UnaryOperator<Request> fill) {}

    private record Key(BitSet yes, boolean absent) {}

    Dimension(Place place, List<Atom> atoms) {
        this.place = place;
        this.atoms = List.copyOf(atoms);
    }

    /// Where the value of this request belongs; [#NONE] where no real request has it.
    abstract int cellOf(Request request);

    /// Whether the request leaves open what stands here.
    boolean isOpen(Request request) {
        return request.isOpen(place.field());
    }

    final Place place() {
        return place;
    }

    final List<Atom> atoms() {
        return atoms;
    }

    final List<Cell> cells() {
        return cells;
    }

    /// The cells that answer a question with yes.
    final BitSet cellsOf(Atom atom) {
        int question = atoms.indexOf(atom);
        var found = new BitSet();
        for (int i = 0; i < cells.size(); i++) {
            found.set(i, cells.get(i).yes().get(question));
        }
        return found;
    }

    /// The first of equal cells stays.
    final void addAbsent() {
        add(new Key(new BitSet(), true), 0, UnaryOperator.identity());
    }

    final void add(BitSet yes, int cost, UnaryOperator<Request> fill) {
        add(new Key(yes, false), cost, fill);
    }

    private void add(Key key, int cost, UnaryOperator<Request> fill) {
        if (!numbers.containsKey(key)) {
            if (cells.size() == MOST_CELLS) {
                throw new BeyondBoundsException("too many different values");
            }
            numbers.put(key, cells.size());
            cells.add(new Cell(key.yes(), cost, fill));
        }
    }

    final int absent() {
        return numbers.getOrDefault(new Key(new BitSet(), true), NONE);
    }

    final int cell(BitSet yes) {
        return numbers.getOrDefault(new Key(yes, false), NONE);
    }
}
