package dev.meshwright.analysis.review;

import dev.meshwright.access.Access;
import dev.meshwright.access.PeerAuthentication;
import dev.meshwright.access.PeerAuthentications;
import dev.meshwright.access.PeerModes;
import dev.meshwright.access.reach.Answer;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Finding.EvidenceOf;
import dev.meshwright.analysis.review.MeshWide.Break;
import dev.meshwright.analysis.review.WorkloadState.MeshMode;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Measures how far the mesh-wide PeerAuthentication reaches, by comparing the mesh with the same without it.
final class MeshWides {
    private final ReviewView view;
    private final Calls calls;

    MeshWides(ReviewView view) {
        this.view = view;
        this.calls = new Calls(view);
    }

    Optional<MeshWide> of(Scope.Part scope) {
        return PeerAuthentications.in(view.mesh().manifests()).stream()
                .filter(policy -> policy.isMeshWide(view.settings()))
                .findFirst()
                .map(policy -> reachOf(policy, scope));
    }

    private MeshWide reachOf(PeerAuthentication policy, Scope.Part scope) {
        var sets = new ArrayList<String>();
        var changes = new ArrayList<String>();
        var overridden = new ArrayList<String>();
        var without = without(policy);
        var modes = Access.of(without, view.settings()).peerModes();
        for (var workload : view.workloads()) {
            if (!scope.contains(workload) || view.mode(workload) == MeshMode.NONE) {
                continue;
            }
            if (ports(workload).noneMatch(port -> isBy(policy, view.peerMode(workload, port)))) {
                overridden.add(workload.id());
                continue;
            }
            sets.add(workload.id());
            boolean isAmbient = view.mode(workload) == MeshMode.AMBIENT;
            if (ports(workload)
                    .anyMatch(port -> view.peerMode(workload, port).mode()
                            != (isAmbient ? modes.ofAmbient(workload, port) : modes.of(workload, port)).mode())) {
                changes.add(workload.id());
            }
        }
        return new MeshWide(
                policy.id(),
                policy.mode().name(),
                sets,
                changes,
                overridden,
                breaks(without, scope, Set.copyOf(changes)),
                policy.modeWhere().file(),
                policy.modeWhere().line());
    }

    /// The known ports, and any other.
    private Stream<Integer> ports(Workload workload) {
        return Stream.concat(Stream.of(0), view.ambient().ports(workload).stream())
                .distinct();
    }

    private static boolean isBy(PeerAuthentication policy, PeerModes.Effective effective) {
        return effective.by() != null && effective.by().object().equals(policy.object());
    }

    private Manifests without(PeerAuthentication policy) {
        var all = view.mesh().manifests();
        return new Manifests(
                all.objects().stream()
                        .filter(object -> !object.equals(policy.object()))
                        .toList(),
                all.problems(),
                all.skippedFiles());
    }

    private List<Break> breaks(Manifests without, Scope.Part scope, Set<String> changed) {
        var breaks = new ArrayList<Break>();
        var refused = view.mesh().topology().edges().stream()
                .filter(edge -> scope.hasService(edge.from()) || scope.hasService(edge.to()))
                .filter(edge -> isRefusedAtConnection(calls.answers(edge, view.reach())))
                .toList();
        if (!refused.isEmpty()) {
            var reach = view.reachIn(without);
            refused.stream()
                    .filter(edge -> !isRefusedAtConnection(calls.answers(edge, reach)))
                    .map(edge -> cutOff(edge, Calls.verdict(calls.answers(edge, reach)) == Verdict.NO))
                    .forEach(breaks::add);
        }
        view.services().stream()
                .filter(service -> isExposed(service)
                        && scope.hasService(service.id())
                        && service.workloads().stream().anyMatch(changed::contains))
                .forEach(service -> breaks.add(new Break(
                        "outside the cluster",
                        service.id(),
                        0,
                        "it is a " + (service.type() == Service.Type.NODE_PORT ? "node port" : "load balancer")
                                + ", and clients outside have no certificate of the mesh",
                        Certainty.INFERENCE,
                        EvidenceOf.FILES)));
        return breaks;
    }

    /// @param isRefusedAnyway whether something else refuses the call too
    private Break cutOff(Edge edge, boolean isRefusedAnyway) {
        var why = calls.answers(edge, view.reach()).stream()
                .flatMap(answer -> answer.ways().stream())
                .filter(MeshWides::isRefusedAtConnection)
                .map(way -> way.reasons().getLast().text())
                .findFirst()
                .orElse("");
        return new Break(
                edge.from(),
                edge.to(),
                edge.port(),
                isRefusedAnyway ? why + "; without it, something else refuses the call" : why,
                edge.confidence() == Edge.Confidence.INFERRED ? Certainty.INFERENCE : Certainty.FACT,
                EvidenceOf.FILES);
    }

    private static boolean isRefusedAtConnection(List<Answer> answers) {
        return answers.stream().flatMap(answer -> answer.ways().stream()).anyMatch(MeshWides::isRefusedAtConnection);
    }

    private static boolean isRefusedAtConnection(Answer.Way way) {
        return way.verdict() == Verdict.NO && way.reasons().getLast().layer() == Answer.Layer.CONNECTION;
    }

    private boolean isExposed(Service service) {
        return (service.type() == Service.Type.NODE_PORT || service.type() == Service.Type.LOAD_BALANCER)
                && service.workloads().stream()
                        .flatMap(id -> view.workload(id).stream())
                        .noneMatch(Workload::isGateway);
    }
}
