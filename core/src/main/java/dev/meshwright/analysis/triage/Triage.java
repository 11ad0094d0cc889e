package dev.meshwright.analysis.triage;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.intent.Acknowledgement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Findings after what the user has said about them.
///
/// @param findings that count, the acknowledged ones for information
/// @param suppressed that an annotation of their object leaves out
/// @param idle acknowledgements without effect: they have ended, or nobody finds what they are about
public record Triage(List<Finding> findings, List<Finding> suppressed, List<Acknowledgement> idle) {
    public Triage {
        findings = List.copyOf(findings);
        suppressed = List.copyOf(suppressed);
        idle = List.copyOf(idle);
    }

    /// Applies what the objects and the intent of the mesh say. An acknowledgement counts to the end of its last day in
    /// UTC; for a mesh without a date it does not end.
    public static Triage of(List<Finding> findings, Mesh mesh) {
        var suppressions = new Suppressions(mesh.manifests());
        var valid = new ArrayList<>(mesh.intent().acknowledged());
        mesh.now()
                .map(now -> LocalDate.ofInstant(now, ZoneOffset.UTC))
                .ifPresent(today -> valid.removeIf(one -> one.hasEnded(today)));
        var idle = new ArrayList<>(mesh.intent().acknowledged());
        var counting = new ArrayList<Finding>();
        var suppressed = new ArrayList<Finding>();
        for (var finding : findings) {
            var about = valid.stream().filter(one -> isAbout(one, finding)).findFirst();
            idle.removeIf(one -> isAbout(one, finding) && valid.contains(one));
            if (suppressions.cover(finding)) {
                suppressed.add(finding);
            } else {
                counting.add(
                        about.map(one -> finding.acknowledged(one.reason())).orElse(finding));
            }
        }
        return new Triage(counting, suppressed, idle);
    }

    private static boolean isAbout(Acknowledgement one, Finding finding) {
        return one.code().equals(finding.code()) && one.covers(finding.namespace(), finding.resource());
    }
}
