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
public record Triage(List<Finding> findings, List<Finding> suppressed) {
    public Triage {
        findings = List.copyOf(findings);
        suppressed = List.copyOf(suppressed);
    }

    /// Applies what the objects and the intent of the mesh say. An acknowledgement counts to the end of its last day in
    /// UTC; for a mesh without a date it does not end.
    public static Triage of(List<Finding> findings, Mesh mesh) {
        var suppressions = new Suppressions(mesh.manifests());
        var counting = new ArrayList<Finding>();
        var suppressed = new ArrayList<Finding>();
        for (var finding : findings) {
            if (suppressions.cover(finding)) {
                suppressed.add(finding);
            } else {
                counting.add(acknowledged(finding, mesh));
            }
        }
        return new Triage(counting, suppressed);
    }

    private static Finding acknowledged(Finding finding, Mesh mesh) {
        return mesh.intent().acknowledged().stream()
                .filter(one -> !hasEnded(one, mesh) && isAbout(one, finding))
                .findFirst()
                .map(one -> finding.acknowledged(one.reason()))
                .orElse(finding);
    }

    private static boolean hasEnded(Acknowledgement one, Mesh mesh) {
        return one.until() != null
                && mesh.now()
                        .map(now -> LocalDate.ofInstant(now, ZoneOffset.UTC).isAfter(one.until()))
                        .orElse(false);
    }

    private static boolean isAbout(Acknowledgement one, Finding finding) {
        return one.code().equals(finding.code()) && one.covers(finding.namespace(), finding.resource());
    }
}
