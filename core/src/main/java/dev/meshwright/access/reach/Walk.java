package dev.meshwright.access.reach;

import dev.meshwright.access.reach.Answer.Reason;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.access.reach.Answer.Way;
import java.util.ArrayList;
import java.util.List;

/// The reasons along one way, as they come; it ends at the first NO.
final class Walk {
    private final int port;
    private final String workload;
    private final List<Reason> reasons;
    private Verdict verdict;
    private String example = "";
    private boolean mutual;

    Walk(int port, String workload) {
        this(port, workload, List.of(), Verdict.YES);
    }

    private Walk(int port, String workload, List<Reason> reasons, Verdict verdict) {
        this.port = port;
        this.workload = workload;
        this.reasons = new ArrayList<>(reasons);
        this.verdict = verdict;
    }

    /// Another way that has this one behind it.
    Walk to(String otherWorkload) {
        return new Walk(port, otherWorkload, reasons, verdict);
    }

    /// Adds what a layer says, and tells whether the call gets on.
    boolean passes(Reason reason) {
        reasons.add(reason);
        verdict = verdict.and(reason.verdict());
        return reason.verdict() != Verdict.NO;
    }

    /// Whether a layer has said no.
    boolean isOver() {
        return verdict == Verdict.NO;
    }

    void showing(String request) {
        example = request;
    }

    /// Says that both ends show certificates of the mesh.
    void connectedMutually() {
        mutual = true;
    }

    Way end() {
        return new Way(port, workload, verdict, mutual, reasons, verdict == Verdict.SOME ? example : "");
    }
}
