package dev.meshwright.analysis.review;

import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.review.Change.ModeChange;
import dev.meshwright.analysis.review.WorkloadState.MutualTls;
import dev.meshwright.analysis.review.WorkloadState.Port;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Workloads that take calls in another way than before, told once where all ports changed alike.
final class ModeChanges {
    private final ReviewView before;
    private final ReviewView after;

    ModeChanges(ReviewView before, ReviewView after) {
        this.before = before;
        this.after = after;
    }

    List<ModeChange> of(Scope.Part scope) {
        Map<String, WorkloadState> old = new HashMap<>();
        new WorkloadStates(before, List.of()).of(scope).forEach(state -> old.put(state.workload(), state));
        var changes = new ArrayList<ModeChange>();
        for (var state : new WorkloadStates(after, List.of()).of(scope)) {
            var was = old.get(state.workload());
            if (was != null) {
                compare(was, state, changes);
            }
        }
        return changes;
    }

    private void compare(WorkloadState was, WorkloadState is, List<ModeChange> changes) {
        var whole = change(was, is, 0, was.mtls(), is.mtls());
        boolean isWhole = !text(was, was.mtls()).equals(text(is, is.mtls()));
        if (isWhole) {
            changes.add(whole);
        }
        for (var port : is.ports()) {
            var old = was.ports().stream()
                    .filter(one -> one.port() == port.port())
                    .map(Port::mtls)
                    .findFirst()
                    .orElse(was.mtls());
            var change = change(was, is, port.port(), old, port.mtls());
            boolean isTold = isWhole
                    && change.before().equals(whole.before())
                    && change.after().equals(whole.after());
            if (!isTold && !change.before().equals(change.after())) {
                changes.add(change);
            }
        }
    }

    private ModeChange change(WorkloadState was, WorkloadState is, int port, MutualTls old, MutualTls fresh) {
        boolean isWeaker = old.refusesPlaintext() && !fresh.refusesPlaintext();
        boolean isProduction = !after.mesh()
                .intent()
                .notProduction()
                .contains(is.workload().substring(0, is.workload().indexOf('/')));
        return new ModeChange(
                isWeaker && isProduction ? Severity.CRITICAL : Severity.INFO,
                is.workload(),
                port,
                text(was, old),
                text(is, fresh),
                fresh.by(),
                is.certainty(),
                fresh.evidence(),
                fresh.file(),
                fresh.line());
    }

    private static String text(WorkloadState state, MutualTls mtls) {
        return mtls.mode().equals(MutualTls.NONE) ? "no proxy" : state.mode().word() + ", " + mtls.mode();
    }
}
