package dev.meshwright.analysis.review;

import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.review.Change.Blast;
import dev.meshwright.analysis.review.Change.CallChange;
import dev.meshwright.analysis.review.Change.ReachChange;
import dev.meshwright.analysis.triage.Baseline;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.diff.MapDiff;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// Compares two states of a mesh.
final class Changes {
    private final ReviewView before;
    private final ReviewView after;
    private final Scope.Part scope;

    Changes(ReviewView before, ReviewView after, Scope.Part scope) {
        this.before = before;
        this.after = after;
        this.scope = scope;
    }

    Change change() {
        var findings = Baseline.of(Review.findings(before.mesh(), scope)).compare(Review.findings(after.mesh(), scope));
        var objects = new ObjectChanges(after.settings().rootNamespace(), scope)
                .between(before.mesh().manifests(), after.mesh().manifests());
        var modes = new ModeChanges(before, after).of(scope);
        var reached = reached();
        var breaks = new ArrayList<CallChange>();
        var mends = new ArrayList<CallChange>();
        var weakened = new ArrayList<CallChange>();
        var old = byCall(new Calls(before).of(scope));
        for (var call : new Calls(after).of(scope)) {
            var was = old.get(call.text());
            if (call.verdict() == Verdict.NO && (was == null || was.verdict() != Verdict.NO)) {
                breaks.add(of(
                        Severity.ERROR,
                        call,
                        was == null ? "new" : was.verdict().word(),
                        "no"));
            } else if (was != null && was.verdict() == Verdict.NO && call.verdict() != Verdict.NO) {
                mends.add(of(Severity.INFO, call, "no", call.verdict().word()));
            }
            if (was != null && was.mutual() != null && call.mutual() != null && was.mutual() > call.mutual()) {
                weakened.add(of(
                        call.verdict() == Verdict.NO ? Severity.INFO : Severity.CRITICAL,
                        call,
                        was.mutual() + " % mutual TLS",
                        call.mutual() + " %"));
            }
        }
        weakened.removeIf(call -> call.severity() == Severity.INFO);
        var opened = reached.stream().filter(Changes::isOpened).toList();
        var closed = reached.stream().filter(one -> !isOpened(one)).toList();
        var touched = new TreeSet<String>();
        modes.forEach(mode -> touched.add(mode.workload()));
        reached.forEach(one -> touched.add(one.to()));
        objects.forEach(
                object -> touched.add(object.object().substring(object.object().indexOf(' ') + 1)));
        breaks.forEach(call -> after.service(call.to()).ifPresent(service -> touched.addAll(service.workloads())));
        touched.removeIf(id -> after.workload(id).isEmpty());
        return new Change(
                blast(touched),
                objects,
                modes,
                breaks,
                weakened,
                mends,
                opened,
                closed,
                findings.fresh(),
                findings.gone(),
                MapDiff.between(before.mesh().topology(), after.mesh().topology()));
    }

    /// Who reaches whom by the engine that judges call by call.
    private List<ReachChange> reached() {
        return ReachChanges.between(before, after, scope);
    }

    private static boolean isOpened(ReachChange change) {
        return change.after().compareTo(change.before()) > 0;
    }

    private Blast blast(SortedSet<String> touched) {
        var graph = after.mesh().topology().graph();
        var services = new TreeSet<String>();
        for (var id : touched) {
            after.workload(id)
                    .ifPresent(workload ->
                            after.ambient().servicesOf(workload).forEach(service -> services.add(service.id())));
        }
        var dependents = new TreeSet<String>();
        services.forEach(service -> dependents.addAll(graph.affectedBy(service).keySet()));
        dependents.removeAll(services);
        dependents.remove(Edge.INGRESS);
        // Calls that the map does not show depend on it too.
        return new Blast(List.copyOf(touched), after.workloads().size(), List.copyOf(dependents), Certainty.INFERENCE);
    }

    private static Map<String, CallState> byCall(List<CallState> calls) {
        var byCall = new HashMap<String, CallState>();
        calls.forEach(call -> byCall.putIfAbsent(call.text(), call));
        return byCall;
    }

    private static CallChange of(Severity severity, CallState call, String before, String after) {
        return new CallChange(
                severity,
                call.from(),
                call.to(),
                call.port(),
                before,
                after,
                call.why(),
                call.certainty(),
                call.evidence(),
                call.file(),
                call.line());
    }
}
