package dev.meshwright.analysis.review;

import dev.meshwright.MeshwrightException;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.reach.Answer;
import dev.meshwright.access.reach.Answer.Reason;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.access.reach.Answer.Way;
import dev.meshwright.access.reach.Reach;
import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Finding.EvidenceOf;
import dev.meshwright.analysis.review.WorkloadState.MeshMode;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sends every known call through the mesh.
final class Calls {
    private final ReviewView view;
    private final List<Workload> gateways;

    Calls(ReviewView view) {
        this.view = view;
        this.gateways = view.workloads().stream().filter(Workload::isGateway).toList();
    }

    List<CallState> of(Scope.Part scope) {
        return view.mesh().topology().edges().stream()
                .filter(edge -> scope.hasService(edge.from()) || scope.hasService(edge.to()))
                .map(this::state)
                .toList();
    }

    private CallState state(Edge edge) {
        var answers = answers(edge, view.reach());
        var ways = answers.stream().flatMap(answer -> answer.ways().stream()).toList();
        var arriving = ways.stream().filter(way -> !way.workload().isEmpty()).toList();
        boolean isAssumed = edge.fromIngress() && gateways.isEmpty();
        var evidence = edge.evidence().isEmpty() ? null : edge.evidence().getFirst();
        return new CallState(
                edge.from(),
                edge.to(),
                edge.port(),
                percent(arriving.stream().filter(Way::mutual).count(), arriving.size()),
                percent(arriving.stream().filter(way -> isStrict(edge, way)).count(), arriving.size()),
                verdict(answers),
                isAssumed ? "the input holds no gateway that it could come through" : why(ways, arriving),
                isSure(edge) ? Certainty.FACT : Certainty.INFERENCE,
                EvidenceOf.FILES,
                evidence == null ? "" : evidence.file(),
                evidence == null ? 0 : evidence.line());
    }

    /// What becomes of the call, asked by each workload of its caller.
    List<Answer> answers(Edge edge, Reach reach) {
        return callers(edge).stream()
                .flatMap(caller -> answer(caller.id(), edge, reach).stream())
                .toList();
    }

    private List<Workload> callers(Edge edge) {
        if (edge.fromIngress()) {
            return gateways;
        }
        return view.service(edge.from()).map(Service::workloads).orElse(List.of()).stream()
                .flatMap(id -> view.workload(id).stream())
                .toList();
    }

    private static Optional<Answer> answer(String caller, Edge edge, Reach reach) {
        try {
            return Optional.of(reach.can(caller, edge.to(), edge.port(), Request.some(null, 0)));
        } catch (MeshwrightException _) {
            return Optional.empty(); // the callee has no port that could be called
        }
    }

    private static @Nullable Integer percent(long part, int whole) {
        return whole == 0 ? null : (int) (part * 100 / whole);
    }

    /// Whether the way ends at a port that takes nobody without a certificate.
    private boolean isStrict(Edge edge, Way way) {
        var port = view.service(edge.to())
                .flatMap(service -> service.port(way.port()))
                .map(Service.Port::targetPort)
                .orElse(0);
        return view.workload(way.workload())
                .filter(workload -> view.mode(workload) != MeshMode.NONE
                        && view.peerMode(workload, port).mode().name().equals("STRICT"))
                .isPresent();
    }

    /// That of the caller that fares worst.
    static Verdict verdict(List<Answer> answers) {
        return answers.stream().map(Answer::verdict).max(Verdict::compareTo).orElse(Verdict.UNDECIDED);
    }

    private static String why(List<Way> ways, List<Way> arriving) {
        if (ways.isEmpty()) {
            return "no workload of its caller is in the input, or the Service has no such port";
        }
        var parts = new ArrayList<String>();
        ways.stream()
                .filter(way -> way.verdict() == Verdict.NO || way.verdict() == Verdict.UNDECIDED)
                .flatMap(way -> deciding(way).stream())
                .map(reason -> reason.layer().word() + ": " + reason.text())
                .findFirst()
                .ifPresent(parts::add);
        arriving.stream()
                .filter(way -> !way.mutual() && way.verdict() != Verdict.NO)
                .flatMap(way -> way.reasons().stream())
                .filter(reason -> reason.layer() == Answer.Layer.CONNECTION)
                .map(Reason::text)
                .findFirst()
                .ifPresent(parts::add);
        return String.join("; ", parts);
    }

    private static Optional<Reason> deciding(Way way) {
        return way.reasons().stream()
                .filter(reason -> reason.verdict() == way.verdict())
                .findFirst();
    }

    /// Whether somebody declared or saw the call, and the input says how both sides are in the mesh.
    private boolean isSure(Edge edge) {
        var callees = view.service(edge.to()).map(Service::workloads).orElse(List.of()).stream()
                .map(id -> view.workload(id).orElse(null))
                .filter(Objects::nonNull)
                .toList();
        var callers = callers(edge);
        return edge.confidence() != Edge.Confidence.INFERRED
                && !callers.isEmpty()
                && callers.stream().allMatch(view::isModeSaid)
                && callees.stream().allMatch(view::isModeSaid);
    }
}
