package dev.meshwright.analysis.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Finding.EvidenceOf;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.catalog.Check;
import dev.meshwright.manifest.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A review of a mesh. Every part says whether it is seen (`fact`) or concluded (`inference`), and what it rests on.
///
/// @param scope what is reviewed: `mesh`, `ns/NAME` or `workload/NS/NAME`
/// @param summary the whole in numbers
/// @param change against an older state of the mesh; null where none was given
/// @param workloads how each one takes calls
/// @param calls the known calls from and to the scope
/// @param meshWide the PeerAuthentication that counts for the whole mesh; null where there is none
/// @param policies what each authorization policy of the scope does, and where
/// @param findings as `check` has them, the worst first; with a change those that are new
/// @param next what to do, the most urgent first
/// @param assumptions what the review takes for granted
/// @param blockers what keeps it from a judgement
public record Review(
        String scope,
        Summary summary,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Change change,
        List<WorkloadState> workloads,
        List<CallState> calls,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable MeshWide meshWide,
        List<PolicyState> policies,
        List<Finding> findings,
        List<NextStep> next,
        List<Statement> assumptions,
        List<Statement> blockers) {

    public Review {
        workloads = List.copyOf(workloads);
        calls = List.copyOf(calls);
        policies = List.copyOf(policies);
        findings = List.copyOf(findings);
        next = List.copyOf(next);
        assumptions = List.copyOf(assumptions);
        blockers = List.copyOf(blockers);
    }

    /// Something that holds, or is taken to.
    ///
    /// @param file "" where it is about the input as a whole; `line` is 0 then
    public record Statement(String text, Certainty certainty, EvidenceOf evidence, String file, int line) {
        static Statement fact(String text, Source where) {
            return new Statement(text, Certainty.FACT, EvidenceOf.FILES, where.file(), where.line());
        }

        static Statement fact(String text) {
            return fact(text, Source.ofFile(""));
        }

        static Statement inference(String text, EvidenceOf evidence) {
            return new Statement(text, Certainty.INFERENCE, evidence, "", 0);
        }
    }

    /// Reviews a mesh as it is.
    ///
    /// @throws dev.meshwright.MeshwrightException if the scope names what the mesh does not have
    public static Review of(Mesh mesh, Scope scope) {
        return of(mesh, scope, null);
    }

    /// Reviews what became of an older state of a mesh.
    ///
    /// @throws dev.meshwright.MeshwrightException if the scope names what neither state has
    public static Review of(Mesh mesh, Scope scope, @Nullable Mesh before) {
        var view = ReviewView.of(mesh);
        var inScope = before == null ? scope.in(view) : scope.in(view, ReviewView.of(before));
        var policies = new PolicyLayers(view).of(inScope);
        var workloads = new WorkloadStates(view, policies).of(inScope);
        var calls = new Calls(view).of(inScope);
        var meshWide = new MeshWides(view).of(inScope);
        var change = before == null ? null : new Changes(ReviewView.of(before), view, inScope).change();
        var findings = change == null ? findings(mesh, inScope) : change.newFindings();
        return new Review(
                scope.text(),
                Summary.of(mesh, workloads, calls, policies, findings),
                change,
                workloads,
                calls,
                meshWide.orElse(null),
                policies,
                findings,
                NextSteps.of(findings, change),
                Grounds.assumptions(view, inScope),
                Grounds.blockers(view, inScope));
    }

    /// What `check` finds in the scope.
    static List<Finding> findings(Mesh mesh, Scope.Part scope) {
        return Check.run(mesh, Check.Options.ALL).stream()
                .filter(scope::covers)
                .sorted(Finding.WORST_FIRST)
                .toList();
    }

    /// Whether something is at least this bad: a finding, or with an older state a part of the change.
    public boolean isAtLeast(Severity level) {
        return findings.stream().anyMatch(finding -> finding.severity().isAtLeast(level))
                || (change != null && change.isAtLeast(level));
    }
}
