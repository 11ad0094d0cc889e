package dev.meshwright.access.reach;

import static dev.meshwright.access.Caller.PLAINTEXT;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.meshwright.access.Membership.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/// Who reaches whom, by the addresses of pods: a row per workload. Callers of one group that a row does not name are
/// all treated alike there, which keeps it short however many there are.
///
/// @param groups of callers, in the order in which they first occur
/// @param callers all workloads, in the order of the topology
public record Matrix(List<Group> groups, List<Caller> callers, List<Row> rows) {
    public Matrix {
        groups = List.copyOf(groups);
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

        /// What comes of taking one or the other, as ports have it.
        Share beside(Share other) {
            return this == other ? this : SOME;
        }
    }

    /// Callers that are alike where nothing tells one from the other.
    ///
    /// @param proxy that their connections go through; with one, they come with a certificate of the mesh
    /// @param held whether NetworkPolicies say where they may connect to
    public record Group(Proxy proxy, boolean held) {
        public boolean hasIdentity() {
            return proxy != Proxy.NONE;
        }

        /// How a person calls those of the group that a row does not name.
        public String word() {
            return "other "
                    + switch (proxy) {
                        case SIDECAR -> "identities";
                        case ZTUNNEL -> "ambient identities";
                        case NONE -> "workloads without a proxy";
                    }
                    + (held ? " that NetworkPolicies hold" : "");
        }
    }

    /// A workload that may call.
    ///
    /// @param group its place among the groups
    public record Caller(String from, int group) {}

    /// Who reaches a workload.
    ///
    /// @param identities what anyone else gets who has a certificate and is none of the workloads
    /// @param plaintext what anyone else gets who has none
    /// @param others by group, what workloads get that are not named
    /// @param named the other workloads
    public record Row(String to, Share identities, Share plaintext, List<Share> others, List<Cell> named) {
        public Row {
            others = List.copyOf(others);
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
                var share = row.others().get(caller.group());
                cells.add(new Cell(caller.from(), named.getOrDefault(caller.from(), share)));
            }
        }
        cells.add(new Cell(PLAINTEXT, row.plaintext()));
        return cells;
    }
}
