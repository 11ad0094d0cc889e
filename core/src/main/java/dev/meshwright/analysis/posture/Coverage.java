package dev.meshwright.analysis.posture;

import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.posture.SecuredCall.Outcome;
import java.util.List;

/// How much of the known traffic between workloads is by mutual TLS.
///
/// @param calls every known call, in the order of the topology
public record Coverage(List<SecuredCall> calls) {
    private static final int ALL = 100;

    public Coverage {
        calls = List.copyOf(calls);
    }

    public static Coverage of(Mesh mesh) {
        return new Coverage(MutualTls.of(mesh).calls());
    }

    /// The calls with this outcome.
    public List<SecuredCall> with(Outcome outcome) {
        return calls.stream().filter(call -> call.outcome() == outcome).toList();
    }

    /// The share of calls by mutual TLS in percent, rounded down: 100 means all of them. 100 too where no call is
    /// known.
    public int percent() {
        return calls.isEmpty() ? ALL : with(Outcome.MUTUAL_TLS).size() * ALL / calls.size();
    }
}
