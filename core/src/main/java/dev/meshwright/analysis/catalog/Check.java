package dev.meshwright.analysis.catalog;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.ObjectRule;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.triage.Triage;
import dev.meshwright.manifest.Manifests;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinTask;

/// Runs the rules over a mesh. A rule that throws is our bug and is let through.
public final class Check {
    private Check() {}

    /// Which rules run.
    ///
    /// @param only codes to run; empty for all
    /// @param skip codes to leave out
    public record Options(Set<String> only, Set<String> skip) {
        public static final Options ALL = new Options(Set.of(), Set.of());

        public Options {
            only = Set.copyOf(only);
            skip = Set.copyOf(skip);
        }

        public boolean allow(String code) {
            return (only.isEmpty() || only.contains(code)) && !skip.contains(code);
        }
    }

    /// What is wrong, by place: one finding per code, object of a file and missing thing. What the user has said about
    /// findings is applied.
    public static List<Finding> run(Mesh mesh, Options options) {
        return triage(mesh, options).findings();
    }

    /// The same with what annotations leave out.
    public static Triage triage(Mesh mesh, Options options) {
        return triage(mesh, options, start(mesh.manifests(), mesh.istioVersion(), options));
    }

    /// The same where a part is already under way.
    ///
    /// @param ofObjects what was started for the objects of this mesh, with these options
    public static Triage triage(Mesh mesh, Options options, ObjectFindings ofObjects) {
        return Triage.of(run(mesh, allowed(RuleCatalog.all(), options), ofObjects), mesh);
    }

    /// Begins with what takes the objects alone, while the calls between them are mapped.
    ///
    /// @param istioVersion minor version to judge by, such as `1.31`
    public static ObjectFindings start(Manifests manifests, String istioVersion, Options options) {
        return ObjectFindings.start(manifests.objects(), istioVersion, allowed(RuleCatalog.all(), options));
    }

    static List<Finding> run(Mesh mesh, List<Rule> rules, Options options) {
        var allowed = allowed(rules, options);
        return run(mesh, allowed, ObjectFindings.start(mesh.manifests().objects(), mesh.istioVersion(), allowed));
    }

    private static List<Rule> allowed(List<Rule> rules, Options options) {
        return rules.stream().filter(rule -> options.allow(rule.info().code())).toList();
    }

    private static List<Finding> run(Mesh mesh, List<Rule> rules, ObjectFindings ofObjects) {
        // A task for each: rules differ in weight, and a parallel stream would give neighbours to one thread.
        var tasks = new ArrayList<ForkJoinTask<List<Finding>>>();
        for (var rule : rules) {
            if (!(rule instanceof ObjectRule)) {
                tasks.add(ForkJoinTask.adapt(() -> rule.check(mesh).toList()));
            }
        }
        var findings = new ArrayList<>(ofObjects.join());
        ForkJoinTask.invokeAll(tasks).forEach(task -> findings.addAll(task.join()));
        return distinct(findings);
    }

    /// What rules found, one after the other, as it is reported: by place, and each fault once.
    public static List<Finding> distinct(List<Finding> found) {
        var findings = new ArrayList<>(found);
        findings.sort(Finding.BY_PLACE);
        var first = new LinkedHashMap<Fault, Finding>();
        for (var finding : findings) {
            first.putIfAbsent(Fault.of(finding), finding);
        }
        return List.copyOf(first.values());
    }

    /// What makes two findings the same: messages name the missing thing, not the place that names it.
    private record Fault(String code, String kind, String namespace, String resource, String file, String message) {
        static Fault of(Finding finding) {
            return new Fault(
                    finding.code(),
                    finding.kind(),
                    finding.namespace(),
                    finding.resource(),
                    finding.file(),
                    finding.message());
        }
    }
}
