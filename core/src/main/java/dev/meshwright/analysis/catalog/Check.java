package dev.meshwright.analysis.catalog;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.triage.Triage;
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
        return Triage.of(run(mesh, RuleCatalog.all(), options), mesh);
    }

    static List<Finding> run(Mesh mesh, List<Rule> rules, Options options) {
        // A task for each: rules differ in weight, and a parallel stream would give neighbours to one thread.
        var tasks = new ArrayList<ForkJoinTask<List<Finding>>>();
        for (var rule : rules) {
            if (options.allow(rule.info().code())) {
                tasks.add(ForkJoinTask.adapt(() -> rule.check(mesh).toList()));
            }
        }
        var findings = ForkJoinTask.invokeAll(tasks).stream()
                .flatMap(task -> task.join().stream())
                .sorted(Finding.BY_PLACE)
                .toList();
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
