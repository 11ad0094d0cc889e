package dev.meshwright.access.reach;

import dev.meshwright.access.reach.Matrix.Row;
import dev.meshwright.access.reach.Matrix.Share;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What somebody who holds a workload gets to: what it reaches, what that reaches, and so on. A matrix says who reaches
/// whom in one step.
public final class Spread {
    private final Map<String, Matrix.Caller> callers = new HashMap<>();
    private final List<Reacher> rows = new ArrayList<>();

    /// A row, to be asked for single callers.
    private record Reacher(Row row, Map<String, Share> named) {
        Share share(Matrix.Caller caller) {
            var others = caller.hasIdentity() ? row.identities() : row.plaintext();
            return named.getOrDefault(caller.from(), others);
        }
    }

    private Spread(Matrix matrix) {
        matrix.callers().forEach(caller -> callers.put(caller.from(), caller));
        for (var row : matrix.rows()) {
            var named = new HashMap<String, Share>();
            row.named().forEach(cell -> named.put(cell.from(), cell.share()));
            rows.add(new Reacher(row, named));
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
            var caller = Objects.requireNonNull(callers.get(here.to()));
            for (var row : rows) {
                var to = row.row().to();
                var share = row.share(caller);
                if (share != Share.NONE && seen.add(to)) {
                    var path = new ArrayList<>(here.path());
                    path.add(to);
                    var reached = new Reached(to, path, share);
                    all.add(reached);
                    next.add(reached);
                }
            }
        }
        return all;
    }
}
