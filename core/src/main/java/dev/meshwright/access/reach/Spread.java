package dev.meshwright.access.reach;

import dev.meshwright.access.reach.Matrix.Share;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What somebody who holds a workload gets to: what it reaches, what that reaches, and so on. A matrix says who reaches
/// whom in one step.
public final class Spread {
    private final Matrix matrix;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<String, List<Named>> named = new HashMap<>();
    private final List<List<Integer>> openTo = new ArrayList<>();

    /// What a row says of a caller that it names.
    private record Named(int row, Share share) {}

    private Spread(Matrix matrix) {
        this.matrix = matrix;
        matrix.groups().forEach(_ -> openTo.add(new ArrayList<>()));
        for (int i = 0; i < matrix.callers().size(); i++) {
            positions.putIfAbsent(matrix.callers().get(i).from(), i);
        }
        for (int i = 0; i < matrix.rows().size(); i++) {
            var row = matrix.rows().get(i);
            for (int group = 0; group < row.others().size(); group++) {
                if (row.others().get(group) != Share.NONE) {
                    openTo.get(group).add(i);
                }
            }
            for (var cell : row.named()) {
                named.computeIfAbsent(cell.from(), _ -> new ArrayList<>()).add(new Named(i, cell.share()));
            }
        }
    }

    /// A workload that is reached.
    ///
    /// @param path the workloads on the shortest way, the first one being who asks, the last one this
    /// @param share the part of all requests that its last step lets through
    public record Reached(String to, List<String> path, Share share) {
        public Reached {
            path = List.copyOf(path);
        }

        public int steps() {
            return path.size() - 1;
        }
    }

    /// Everything that is reached from this workload of the matrix, the nearest first.
    static List<Reached> from(String workload, Matrix matrix) {
        return new Spread(matrix).from(workload);
    }

    private List<Reached> from(String workload) {
        var seen = new HashSet<>(Set.of(workload));
        var all = new ArrayList<Reached>();
        var next = new ArrayDeque<>(List.of(new Reached(workload, List.of(workload), Share.ALL)));
        while (!next.isEmpty()) {
            var here = next.remove();
            steps(here.to()).forEach((row, share) -> {
                var to = matrix.rows().get(row).to();
                if (share != Share.NONE && seen.add(to)) {
                    var path = new ArrayList<>(here.path());
                    path.add(to);
                    var reached = new Reached(to, path, share);
                    all.add(reached);
                    next.add(reached);
                }
            });
        }
        return all;
    }

    /// The rows that may let a workload in, in their order, with the part of requests that they let through. Of those
    /// that are open to all of its group only what no other member has reached before.
    private SortedMap<Integer, Share> steps(String from) {
        int group = matrix.callers()
                .get(Objects.requireNonNull(positions.get(from)))
                .group();
        var steps = new TreeMap<Integer, Share>();
        for (int row : openTo.get(group)) {
            steps.put(row, matrix.rows().get(row).others().get(group));
        }
        for (var own : named.getOrDefault(from, List.of())) {
            steps.put(own.row(), own.share());
        }
        openTo.set(
                group,
                openTo.get(group).stream()
                        .filter(row -> steps.get(row) == Share.NONE)
                        .toList());
        return steps;
    }
}
