package dev.meshwright.analysis.review;

import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Finding.EvidenceOf;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.review.PolicyState.Runs;
import dev.meshwright.analysis.review.WorkloadState.MeshMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// The review in numbers.
///
/// @param evidence the best that anything here rests on
/// @param objects how many were read
/// @param modes workloads by their mode
/// @param mtls workloads by the mode of mutual TLS that their weakest port has
/// @param calls known calls of the scope
/// @param mutual of these, those of which every way is mutual TLS
/// @param strict of these, those that end only where plaintext is refused
/// @param unknown of these, those of which nothing can be told
/// @param refused of these, those that do not get through
/// @param rules rules of authorization policies by how they run, at each place that they are for
/// @param findings by severity
public record Summary(
        EvidenceOf evidence,
        int objects,
        SequencedMap<String, Integer> modes,
        SequencedMap<String, Integer> mtls,
        int calls,
        int mutual,
        int strict,
        int unknown,
        int refused,
        int policies,
        SequencedMap<String, Integer> rules,
        SequencedMap<String, Integer> findings) {

    static Summary of(
            Mesh mesh,
            List<WorkloadState> workloads,
            List<CallState> calls,
            List<PolicyState> policies,
            List<Finding> findings) {
        return new Summary(
                EvidenceOf.FILES,
                mesh.manifests().objects().size(),
                count(
                        Stream.of(MeshMode.values()).map(MeshMode::word),
                        workloads.stream().map(w -> w.mode().word())),
                count(
                        Stream.of("STRICT", "PERMISSIVE", "DISABLE", "NONE"),
                        workloads.stream().map(Summary::weakest)),
                calls.size(),
                (int) calls.stream().filter(CallState::isMutual).count(),
                (int) calls.stream().filter(CallState::isStrict).count(),
                (int) calls.stream().filter(call -> call.mutual() == null).count(),
                (int) calls.stream()
                        .filter(call -> call.verdict() == Verdict.NO)
                        .count(),
                policies.size(),
                count(
                        Stream.of(Runs.values()).map(Runs::word),
                        policies.stream()
                                .flatMap(policy -> policy.places().stream())
                                .flatMap(place -> place.rules().stream())
                                .map(rule -> rule.runs().word())),
                count(
                        Stream.of(Severity.values()).map(Severity::word),
                        findings.stream().map(finding -> finding.severity().word())));
    }

    private static String weakest(WorkloadState workload) {
        var modes = Stream.concat(
                        Stream.of(workload.mtls().mode()),
                        workload.ports().stream().map(port -> port.mtls().mode()))
                .toList();
        return Stream.of("NONE", "DISABLE", "PERMISSIVE")
                .filter(modes::contains)
                .findFirst()
                .orElse("STRICT");
    }

    private static SequencedMap<String, Integer> count(Stream<String> order, Stream<String> words) {
        var counts = new LinkedHashMap<String, Integer>();
        order.forEach(word -> counts.put(word, 0));
        words.forEach(word -> counts.merge(word, 1, Integer::sum));
        return counts;
    }
}
