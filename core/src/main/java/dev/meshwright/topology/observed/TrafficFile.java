package dev.meshwright.topology.observed;

import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.regex.Pattern;

/// Reads what a tool has counted, in whichever of the known formats it is.
public final class TrafficFile {
    static final String FORMATS = "Give Prometheus text or the JSON of /api/v1/query with istio_requests_total,"
            + " istio_tcp_connections_opened_total or traces_service_graph_request_total, the JSON of Jaeger's"
            + " /api/dependencies, or a Kiali graph.";

    private static final Pattern OPENING = Pattern.compile("\\s*+[\\[{]");

    private TrafficFile() {}

    /// The flows in a text. Never fails: what cannot be read is among the problems.
    ///
    /// @param file the name that evidence and problems show
    public static Observation read(String file, String text) {
        var problems = new ArrayList<Problem>();
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        boolean isJson = OPENING.matcher(content).lookingAt();
        var flows = new ArrayList<Flow>();
        if (isJson) {
            flows.addAll(new TrafficJson(file).read(content, problems));
        } else {
            PrometheusText.read(file, content, sample -> MetricFlows.of(sample).ifPresent(flows::add), problems);
        }
        if (flows.isEmpty() && (problems.isEmpty() || !isJson)) {
            problems.add(Problem.error(Source.ofFile(file), "no traffic is in it.", FORMATS));
        }
        return new Observation(flows, problems);
    }
}
