package dev.meshwright.topology.observed;

import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// What Prometheus answers at `/api/v1/query` (a vector) and `/api/v1/query_range` (a matrix).
final class PrometheusJson {
    private PrometheusJson() {}

    /// Whether the answer holds series; a problem tells where it does not.
    static boolean hasSeries(Node root, List<Problem> problems) {
        if (root.text("status").filter("error"::equals).isPresent()) {
            problems.add(Problem.error(
                    root.where(),
                    "Prometheus answered with an error: " + root.text("error").orElse("it does not say which"),
                    "Put the query right and fetch it again."));
            return false;
        }
        String type = root.text("data", "resultType").orElse("none");
        if (!type.equals("vector") && !type.equals("matrix")) {
            problems.add(Problem.error(
                    root.at("data").orElse(root).where(),
                    "the result is a " + type + ", not a vector or a matrix.",
                    "Query the series themselves, such as istio_requests_total."));
            return false;
        }
        return true;
    }

    /// One series of a vector or a matrix; empty where it is about something else, and where it cannot be read.
    static Optional<Sample> sample(Node series, List<Problem> problems) {
        var labels = new HashMap<String, String>();
        for (var label : series.entries("metric")) {
            if (label.value() instanceof Node.Scalar scalar) {
                labels.put(label.key(), scalar.text());
            }
        }
        String name = labels.getOrDefault("__name__", "");
        var value = series.at("values").isPresent() ? increase(series.items("values")) : value(series.items("value"));
        if (series.at("metric").isEmpty() || value.isEmpty()) {
            problems.add(Problem.error(
                    series.where(),
                    "this series has no " + (value.isEmpty() ? "value." : "metric."),
                    "It is left out."));
            return Optional.empty();
        }
        return name.isEmpty() || MetricFlows.isWanted(name)
                ? Optional.of(new Sample(name, labels, value.get(), series.where()))
                : Optional.empty();
    }

    /// `[time, "value"]`.
    private static Optional<Double> value(List<Node> pair) {
        return pair.size() == 2 && pair.get(1) instanceof Node.Scalar scalar
                ? Numbers.count(scalar.text()).stream().boxed().findFirst()
                : Optional.empty();
    }

    /// What a counter has counted up to the end of the range: it starts again at 0 where its process does.
    private static Optional<Double> increase(List<Node> values) {
        double sum = 0;
        double last = 0;
        boolean any = false;
        for (var point : values) {
            var value = point instanceof Node.Sequence pair ? value(pair.items()) : Optional.<Double>empty();
            if (value.isPresent()) {
                any = true;
                sum += value.get() >= last ? value.get() - last : value.get();
                last = value.get();
            }
        }
        return any ? Optional.of(sum) : Optional.empty();
    }
}
