package dev.meshwright.access.symbolic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sets over several dimensions, as decision diagrams: each node asks one dimension for its cell and goes on. Equal
/// sets are the same node, and what was once computed is remembered.
///
/// A node is a number; [#NOTHING] and [#EVERYTHING] are sets without a question.
final class Diagram {
    static final int NOTHING = 0;
    static final int EVERYTHING = 1;
    private static final int MOST_BRANCHES = 2_000_000;

    private final int[] sizes;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Node, Integer> numbers = new HashMap<>();
    private final Map<Long, Integer> intersections = new HashMap<>();
    private final Map<Integer, Integer> complements = new HashMap<>();
    private int branches;

    /// @param branches per cell of the dimension the set of what follows
    @SuppressWarnings("ArrayRecordComponent") // compared by content; lists of numbers would cost several times as much
    record Node(int dimension, int[] branches) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Node node && dimension == node.dimension && Arrays.equals(branches, node.branches);
        }

        @Override
        public int hashCode() {
            return 31 * dimension + Arrays.hashCode(branches);
        }
    }

    /// @param sizes per dimension the number of its cells
    Diagram(int[] sizes) {
        this.sizes = sizes.clone();
        nodes.add(new Node(sizes.length, new int[0]));
        nodes.add(new Node(sizes.length, new int[0]));
    }

    Node node(int set) {
        return nodes.get(set);
    }

    /// What has one of these cells in a dimension.
    int cells(int dimension, BitSet cells) {
        var row = new int[sizes[dimension]];
        cells.stream().forEach(cell -> row[cell] = EVERYTHING);
        return make(dimension, row);
    }

    /// @throws BeyondBoundsException if it gets too large
    int and(int first, int second) {
        if (first == second || second == EVERYTHING) {
            return first;
        }
        if (first == EVERYTHING) {
            return second;
        }
        if (first == NOTHING || second == NOTHING) {
            return NOTHING;
        }
        long key = ((long) Math.min(first, second) << 32) | Math.max(first, second);
        var known = intersections.get(key);
        if (known != null) {
            return known;
        }
        int dimension = Math.min(nodes.get(first).dimension(), nodes.get(second).dimension());
        var row = new int[sizes[dimension]];
        for (int cell = 0; cell < row.length; cell++) {
            row[cell] = and(branch(first, dimension, cell), branch(second, dimension, cell));
        }
        int result = make(dimension, row);
        intersections.put(key, result);
        return result;
    }

    int or(int first, int second) {
        return not(and(not(first), not(second)));
    }

    int not(int set) {
        if (set <= EVERYTHING) {
            return EVERYTHING - set;
        }
        var known = complements.get(set);
        if (known != null) {
            return known;
        }
        var node = nodes.get(set);
        int result = make(
                node.dimension(), Arrays.stream(node.branches()).map(this::not).toArray());
        complements.put(set, result);
        complements.put(result, set);
        return result;
    }

    /// The set of what follows, once the dimension has this cell.
    int branch(int set, int dimension, int cell) {
        var node = nodes.get(set);
        return node.dimension() == dimension ? node.branches()[cell] : set;
    }

    /// The same with one dimension known, and no longer asked.
    int given(int set, int dimension, int cell) {
        return given(set, dimension, cell, new HashMap<>());
    }

    private int given(int set, int dimension, int cell, Map<Integer, Integer> done) {
        var node = nodes.get(set);
        if (node.dimension() >= dimension) {
            return branch(set, dimension, cell);
        }
        var known = done.get(set);
        if (known != null) {
            return known;
        }
        var row = new int[node.branches().length];
        for (int i = 0; i < row.length; i++) {
            row[i] = given(node.branches()[i], dimension, cell, done);
        }
        int result = make(node.dimension(), row);
        done.put(set, result);
        return result;
    }

    private int make(int dimension, int[] row) {
        int first = row[0];
        if (Arrays.stream(row).allMatch(branch -> branch == first)) {
            return first;
        }
        var node = new Node(dimension, row);
        var known = numbers.get(node);
        if (known != null) {
            return known;
        }
        branches += row.length;
        if (branches > MOST_BRANCHES) {
            throw new BeyondBoundsException("too many combinations");
        }
        numbers.put(node, nodes.size());
        nodes.add(node);
        return nodes.size() - 1;
    }
}
