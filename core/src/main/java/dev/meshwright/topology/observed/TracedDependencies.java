package dev.meshwright.topology.observed;

import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import java.util.List;
import java.util.Optional;

/// What Jaeger answers at `/api/dependencies`: `{"data": [{"parent": "", "child": "", "callCount": 1}]}`; and Zipkin's
/// list of the same, which also counts errors.
final class TracedDependencies {
    private static final String COUNTER = "trace dependencies";

    private TracedDependencies() {}

    /// What the answer says about itself.
    static void errors(Node root, List<Problem> problems) {
        for (var error : root.items("errors")) {
            problems.add(Problem.error(
                    error.where(),
                    "the answer holds an error: " + error.text("msg").orElse("it does not say which"),
                    "Fetch the dependencies again."));
        }
    }

    /// One dependency; empty where nothing was counted, and where it cannot be read.
    static Optional<Flow> flow(Node link, List<Problem> problems) {
        var parent = link.text("parent");
        var child = link.text("child");
        var count = Numbers.count(link.text("callCount").orElse("1"));
        if (parent.isEmpty() || child.isEmpty() || count.isEmpty()) {
            problems.add(Problem.error(
                    link.where(),
                    "this dependency has no " + missing(parent.isEmpty(), child.isEmpty()) + ".",
                    "It is left out."));
            return Optional.empty();
        }
        double failed = Numbers.count(link.text("errorCount").orElse("0")).orElse(0);
        return count.getAsDouble() == 0
                ? Optional.empty()
                : Optional.of(new Flow(
                        COUNTER,
                        new Party.Traced(parent.get(), ""),
                        new Party.Traced(child.get(), ""),
                        0,
                        null,
                        "",
                        "",
                        new Flow.Count(count.getAsDouble(), failed, 0),
                        link.where()));
    }

    private static String missing(boolean parent, boolean child) {
        return parent ? "parent" : child ? "child" : "callCount that is a number";
    }
}
