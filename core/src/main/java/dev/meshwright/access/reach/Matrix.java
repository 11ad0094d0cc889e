package dev.meshwright.access.reach;

import static dev.meshwright.access.Caller.PLAINTEXT;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/// Who reaches whom, by the addresses of pods: a row per workload. Callers that a row does not name are all treated
/// alike there, which keeps it short however many there are.
///
/// @param callers all workloads, in the order of the topology
public record Matrix(List<Caller> callers, List<Row> rows) {
    public Matrix {
        callers = List.copyOf(callers);
        rows = List.copyOf(rows);
    }

    /// A part of all requests.
    public enum Share {
        NONE,
        /// Some requests, or all on some ports.
        SOME,
        ALL;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A workload that may call.
    ///
    /// @param hasIdentity whether it comes with a certificate of the mesh
    public record Caller(String from, boolean hasIdentity) {}

    /// Who reaches a workload.
    ///
    /// @param identities what callers with a certificate get that are not named
    /// @param plaintext what callers without one get that are not named
    /// @param named the others
    public record Row(String to, Share identities, Share plaintext, List<Cell> named) {
        public Row {
            named = List.copyOf(named);
        }
    }

    /// What part of all requests of a caller gets through.
    public record Cell(String from, Share share) {}

    /// All cells of a row, its own pods left out, in the order of the callers; then, as `plaintext`, anyone else.
    public List<Cell> cells(Row row) {
        var named = new HashMap<String, Share>();
        row.named().forEach(cell -> named.put(cell.from(), cell.share()));
        var cells = new ArrayList<Cell>();
        for (var caller : callers) {
            if (!caller.from().equals(row.to())) {
                var share = caller.hasIdentity() ? row.identities() : row.plaintext();
                cells.add(new Cell(caller.from(), named.getOrDefault(caller.from(), share)));
            }
        }
        cells.add(new Cell(PLAINTEXT, row.plaintext()));
        return cells;
    }
}
