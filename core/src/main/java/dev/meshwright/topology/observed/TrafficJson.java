package dev.meshwright.topology.observed;

import dev.meshwright.manifest.JsonTree;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The JSON of Prometheus, Jaeger, Zipkin and Kiali. Series and dependencies, of which there may be many, become flows
/// while they are read. Of a text that breaks off, what stands before counts.
final class TrafficJson {
    private static final JsonFactory JSON = new JsonFactory();

    private final String file;
    private final List<Flow> ofSeries = new ArrayList<>();
    private final List<Problem> problemsOfSeries = new ArrayList<>();
    private final List<Flow> ofLinks = new ArrayList<>();
    private final List<Problem> problemsOfLinks = new ArrayList<>();
    /// Texts of labels, each once: many series have the same.
    private final Map<String, String> texts = new HashMap<>();

    TrafficJson(String file) {
        this.file = file;
    }

    List<Flow> read(String text, List<Problem> problems) {
        var root = tree(text, problems);
        if (root.isEmpty()) {
            // What it would have become is told by what is there.
            problems.addAll(ofSeries.isEmpty() ? problemsOfLinks : problemsOfSeries);
            return ofSeries.isEmpty() ? ofLinks : ofSeries;
        }
        var node = root.get();
        if (node.at("status").isPresent() || node.at("data", "resultType").isPresent()) {
            if (!PrometheusJson.hasSeries(node, problems)) {
                return List.of();
            }
            problems.addAll(problemsOfSeries);
            return ofSeries;
        }
        if (node.at("elements").isPresent()) {
            return KialiGraph.read(node, problems);
        }
        if (node instanceof Node.Sequence
                || node.at("data").filter(Node.Sequence.class::isInstance).isPresent()) {
            TracedDependencies.errors(node, problems);
            problems.addAll(problemsOfLinks);
            return ofLinks;
        }
        problems.add(Problem.error(node.where(), "this is no traffic data in a known format.", TrafficFile.FORMATS));
        return List.of();
    }

    private Optional<Node> tree(String text, List<Problem> problems) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            return new JsonTree(
                            parser,
                            at -> new Source(file, at.getLineNr(), at.getColumnNr()),
                            Map.of("", this::link, "data", this::link, "data.result", this::series))
                    .read();
        } catch (JacksonException e) {
            var at = e.getLocation();
            problems.add(Problem.error(
                    at == null ? new Source(file, 1, 1) : new Source(file, at.getLineNr(), at.getColumnNr()),
                    "not JSON: it breaks here.",
                    "Fetch it again; what stands before is read."));
            return Optional.empty();
        }
    }

    private void series(Node series) {
        PrometheusJson.sample(series, problemsOfSeries)
                .map(this::shared)
                .flatMap(MetricFlows::of)
                .ifPresent(ofSeries::add);
    }

    private Sample shared(Sample sample) {
        var labels = new HashMap<String, String>();
        sample.labels().forEach((label, value) -> labels.put(label, texts.computeIfAbsent(value, same -> same)));
        return new Sample(sample.metric(), labels, sample.value(), sample.where());
    }

    private void link(Node link) {
        TracedDependencies.flow(link, problemsOfLinks).ifPresent(ofLinks::add);
    }
}
