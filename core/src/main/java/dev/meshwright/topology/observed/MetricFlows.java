package dev.meshwright.topology.observed;

import dev.meshwright.topology.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the metrics about calls mean: Istio's standard metrics, and the service graph that OpenTelemetry's collector
/// and Tempo make of traces.
final class MetricFlows {
    private static final String REQUESTS = "istio_requests_total";
    private static final String CONNECTIONS = "istio_tcp_connections_opened_total";
    private static final String TRACED = "traces_service_graph_request_total";
    private static final String TRACED_FAILED = "traces_service_graph_request_failed_total";
    private static final Set<String> ALL = Set.of(REQUESTS, CONNECTIONS, TRACED, TRACED_FAILED);

    /// gRPC statuses by which the server says that it failed: unknown, deadline, exhausted, internal, unavailable,
    /// loss.
    private static final Set<String> GRPC_FAILED = Set.of("2", "4", "8", "13", "14", "15");
    /// Permission denied and unauthenticated.
    private static final Set<String> GRPC_DENIED = Set.of("7", "16");
    private static final Set<String> DENIED = Set.of("401", "403");
    /// Envoy's flag for a refusal by an authorizer, and ztunnel's for one by a policy.
    private static final Set<String> FLAGS_DENIED = Set.of("UAEX", "DENY");
    /// No answer of the callee: no connection, no healthy host, no route, reset, timeout, overflow; ztunnel's CONNECT.
    private static final Set<String> FLAGS_FAILED =
            Set.of("UF", "UH", "NR", "NC", "UC", "UT", "UO", "UR", "URX", "LR", "LH", "DPE", "UPE", "CONNECT");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

    private MetricFlows() {}

    static boolean isWanted(String metric) {
        return ALL.contains(metric);
    }

    /// Empty for a series that has counted nothing, and for one about no call.
    static Optional<Flow> of(Sample sample) {
        return sample.value() > 0 ? flow(sample) : Optional.empty();
    }

    private static Optional<Flow> flow(Sample sample) {
        return switch (sample.metric()) {
            case REQUESTS, CONNECTIONS -> Optional.of(proxied(sample.metric(), sample));
            case TRACED, TRACED_FAILED -> traced(sample);
            default -> {
                if (sample.has("client") && sample.has("server")) {
                    yield traced(sample);
                }
                boolean isConnection = sample.label("request_protocol").equals("tcp");
                yield isProxied(sample)
                        ? Optional.of(proxied(isConnection ? CONNECTIONS : REQUESTS, sample))
                        : Optional.empty();
            }
        };
    }

    private static boolean isProxied(Sample sample) {
        var labels = sample.labels().keySet();
        return labels.stream().anyMatch(label -> label.startsWith("source_"))
                && labels.stream().anyMatch(label -> label.startsWith("destination_"));
    }

    private static Flow proxied(String metric, Sample sample) {
        return new Flow(
                (metric + " " + sample.label("reporter")).strip(),
                caller(sample),
                called(sample),
                port(sample.label("destination_port", "server_port")),
                metric.equals(CONNECTIONS) ? Protocol.TCP : protocol(sample.label("request_protocol")),
                sample.label("request_method", "http_request_method", "http_method", "method"),
                sample.label("request_path", "request_url_path", "url_path", "http_route", "path", "request_operation"),
                count(sample),
                sample.where());
    }

    private static Party caller(Sample sample) {
        var pods = pods(sample, "source");
        boolean isNameless = pods.workload().isEmpty()
                && pods.app().isEmpty()
                && pods.principal().isEmpty();
        return isNameless ? new Party.Stranger() : pods;
    }

    private static Party called(Sample sample) {
        return new Party.Called(
                sample.label("destination_service_namespace"),
                sample.label("destination_service_name"),
                sample.label("destination_service"),
                pods(sample, "destination"));
    }

    private static Party.Pods pods(Sample sample, String side) {
        return new Party.Pods(
                sample.label(side + "_workload_namespace"),
                sample.label(side + "_workload"),
                sample.label(side + "_canonical_service", side + "_app"),
                sample.label(side + "_principal"));
    }

    private static Flow.Count count(Sample sample) {
        double all = sample.value();
        String code = sample.label("response_code");
        var flags = List.of(sample.label("response_flags").split(","));
        String grpc = sample.label("grpc_response_status");
        boolean denied = DENIED.contains(code)
                || GRPC_DENIED.contains(grpc)
                || flags.stream().anyMatch(FLAGS_DENIED::contains)
                || sample.label("destination_service_name").equals(Directory.BLACK_HOLE);
        boolean failed = code.startsWith("5")
                || (code.equals("0") && !sample.label("request_protocol").equals("tcp"))
                || GRPC_FAILED.contains(grpc)
                || flags.stream().anyMatch(FLAGS_FAILED::contains);
        return new Flow.Count(all, failed && !denied ? all : 0, denied ? all : 0);
    }

    private static Optional<Flow> traced(Sample sample) {
        // What goes through a broker is no call: neither knows the other.
        if (sample.label("connection_type").equals("messaging_system")) {
            return Optional.empty();
        }
        boolean failures = sample.metric().equals(TRACED_FAILED);
        return Optional.of(new Flow(
                TRACED,
                tracedParty(sample, "client"),
                tracedParty(sample, "server"),
                port(sample.label("server_server_port", "server_port")),
                null,
                sample.label(
                        "server_http_request_method",
                        "server_http_method",
                        "client_http_request_method",
                        "client_http_method"),
                sample.label("server_http_route", "server_url_path", "server_http_target"),
                failures ? new Flow.Count(0, sample.value(), 0) : new Flow.Count(sample.value(), 0, 0),
                sample.where()));
    }

    /// A client that sends no traces is called `user`, or marked as virtual; a virtual server has its peer's name.
    private static Party tracedParty(Sample sample, String side) {
        String name = sample.label(side);
        boolean isUntraced = side.equals("client")
                && (name.equals("user") || sample.label("virtual_node").equals("client"));
        return name.isEmpty() || isUntraced
                ? new Party.Stranger()
                : new Party.Traced(
                        name,
                        sample.label(side + "_k8s_namespace_name", side + "_service_namespace", side + "_namespace"));
    }

    private static int port(String text) {
        return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    }

    private static @Nullable Protocol protocol(String word) {
        return switch (word) {
            case "http" -> Protocol.HTTP;
            case "grpc" -> Protocol.GRPC;
            case "tcp" -> Protocol.TCP;
            default -> null;
        };
    }
}
