package dev.meshwright.analysis.validity;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Problem;
import java.util.stream.Stream;

/// Something in the input could not be read, or not as it was meant.
final class UnreadableInput implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW0101",
            "UnreadableInput",
            Category.VALIDITY,
            Severity.ERROR,
            "The input cannot be read",
            "What cannot be read cannot be applied either, and nothing can be said about it. The rest of the input is"
                    + " judged without it.",
            "Correct the file at the place that the message names.",
            """
            apiVersion: v1
            kind: Service
            metadata:
              name: orders
            spec:
              ports: [{port: 8080
            """,
            """
            apiVersion: v1
            kind: Service
            metadata:
              name: orders
            spec:
              ports: [{port: 8080}]
            """,
            "https://yaml.org/spec/1.2.2/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return mesh.manifests().problems().stream()
                .filter(problem -> problem.level() != Problem.Level.INFO)
                .map(UnreadableInput::finding);
    }

    /// It may be about no object at all, so kind and name stay empty.
    private static Finding finding(Problem problem) {
        return new Finding(
                INFO.code(),
                INFO.name(),
                INFO.category(),
                problem.level() == Problem.Level.ERROR ? Severity.ERROR : Severity.WARNING,
                "",
                "",
                "",
                problem.where().file(),
                problem.where().line(),
                problem.where().column(),
                "",
                problem.message(),
                problem.fix(),
                null,
                Finding.EvidenceOf.FILES,
                Finding.Certainty.FACT,
                null);
    }
}
