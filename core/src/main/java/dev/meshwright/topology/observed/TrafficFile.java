package dev.meshwright.topology.observed;

import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.List;

/// Reads what a tool has counted, in whichever of the known formats it is.
public final class TrafficFile {
    private static final String FORMATS = "Give Prometheus text or the JSON of /api/v1/query with istio_requests_total,"
            + " istio_tcp_connections_opened_total or traces_service_graph_request_total, the JSON of Jaeger's"
            + " /api/dependencies, or a Kiali graph.";

    private TrafficFile() {}

    /// The flows in a text. Never fails: what cannot be read is among the problems.
    ///
    /// @param file the name that evidence and problems show
    public static Observation read(String file, String text) {
        var problems = new ArrayList<Problem>();
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        boolean isJson =
                content.stripLeading().startsWith("{") || content.stripLeading().startsWith("[");
        var flows =
                isJson ? json(file, content, problems) : MetricFlows.of(PrometheusText.read(file, content, problems));
        if (flows.isEmpty() && (problems.isEmpty() || !isJson)) {
            problems.add(Problem.error(Source.ofFile(file), "no traffic is in it.", FORMATS));
        }
        return new Observation(flows, problems);
    }

    private static List<Flow> json(String file, String text, List<Problem> problems) {
        // A tab may indent JSON, but not the YAML that it is read as.
        var broken = new ArrayList<Problem>();
        var root = ManifestReader.tree(file, text.replace('\t', ' '), broken);
        broken.forEach(problem -> problems.add(Problem.error(
                problem.where(), problem.message().replaceFirst("^not YAML", "not JSON"), problem.fix())));
        if (root.isEmpty()) {
            return List.of();
        }
        var node = root.get();
        if (node.at("status").isPresent() || node.at("data", "resultType").isPresent()) {
            return MetricFlows.of(PrometheusJson.read(node, problems));
        }
        if (node.at("elements").isPresent()) {
            return KialiGraph.read(node, problems);
        }
        if (node instanceof Node.Sequence
                || node.at("data").filter(Node.Sequence.class::isInstance).isPresent()) {
            return TracedDependencies.read(node, problems);
        }
        problems.add(Problem.error(node.where(), "this is no traffic data in a known format.", FORMATS));
        return List.of();
    }
}
