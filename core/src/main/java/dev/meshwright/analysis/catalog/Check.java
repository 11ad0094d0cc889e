package dev.meshwright.analysis.catalog;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

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

        boolean allow(String code) {
            return (only.isEmpty() || only.contains(code)) && !skip.contains(code);
        }
    }

    /// What is wrong, by place: one finding per code, object of a file and missing thing.
    public static List<Finding> run(Mesh mesh, Options options) {
        return run(mesh, RuleCatalog.all(), options);
    }

    static List<Finding> run(Mesh mesh, List<Rule> rules, Options options) {
        var findings = rules.parallelStream()
                .filter(rule -> options.allow(rule.info().code()))
                .flatMap(rule -> rule.check(mesh))
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
