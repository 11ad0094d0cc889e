package dev.meshwright.posture.envoy;

import dev.meshwright.analysis.Severity;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.MismatchCode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a difference at a place means: the first row that fits decides. A place that no row names is a setting that
/// nothing explains; no row makes a difference harmless.
final class Meaning {
    private static final Set<String> LISTENER = Set.of("listener");
    private static final Set<String> ROUTE = Set.of("route", "listener");
    private static final Set<String> CLUSTER = Set.of("cluster", "static-cluster");
    private static final Set<String> BOOTSTRAP = Set.of("bootstrap");
    private static final Set<String> ALL = Set.of();

    /// A row of the table.
    ///
    /// @param kinds of resources; none for all
    /// @param severity null for the code's own
    private record Row(
            Set<String> kinds,
            Pattern path,
            MismatchCode code,
            @Nullable Severity severity,
            String message) {
        boolean fits(Resource resource, Difference difference) {
            return (kinds.isEmpty() || kinds.contains(resource.kind()))
                    && path.matcher(difference.path()).find();
        }
    }

    private static final List<Row> ROWS = List.of(
            row(BOOTSTRAP, "^admin", MismatchCode.ADMIN, "the admin interface is open in another way than Istio's"),
            row(
                    BOOTSTRAP,
                    "^node|^dynamic_resources|xds-grpc|sds-grpc|^xds_delegate|^hds_config|^xds_config_tracker",
                    MismatchCode.CONTROL_PLANE,
                    "configuration or keys come from another place than the mesh's control plane"),
            row(
                    BOOTSTRAP,
                    "^stats_sinks|^tracing|grpc_async_client_manager",
                    MismatchCode.TELEMETRY,
                    "what the proxy counts and traces goes where the intent does not say"),
            row(BOOTSTRAP, "", MismatchCode.BOOTSTRAP, "the proxy was started with settings that Istio does not give"),
            row(
                    ALL,
                    "rbac( [A-Z]+)?\\]\\.typed_config\\.shadow_rules",
                    MismatchCode.AUTHORIZATION,
                    Severity.WARNING,
                    "other rules are tried out (dry-run) than the policies say"),
            row(
                    ALL,
                    "rbac( [A-Z]+)?(#[0-9]+)?\\]",
                    MismatchCode.AUTHORIZATION,
                    "other callers are admitted or refused than the authorization policies say"),
            row(
                    ALL,
                    "jwt_authn\\]",
                    MismatchCode.JWT,
                    "tokens are checked in another way than the request authentications say"),
            row(
                    ALL,
                    "access_log",
                    MismatchCode.TELEMETRY,
                    Severity.CRITICAL,
                    "what passes through is written where the intent does not say: a stranger can read it"),
            row(ALL, "tracing", MismatchCode.TELEMETRY, "traces of requests go where the intent does not say"),
            row(
                    LISTENER,
                    "(filters|listener_filters)(\\[[^]]*\\])?$",
                    MismatchCode.FILTER_UNEXPLAINED,
                    "the filters in the way of traffic are not those that follow from the intent"),
            row(
                    LISTENER,
                    "tls_params|session_|ocsp|key_log|renegotiation",
                    MismatchCode.TLS_PARAMETERS,
                    "TLS towards callers is negotiated by other parameters"),
            row(
                    LISTENER,
                    "validation_context",
                    MismatchCode.TRUST,
                    "certificates of callers are checked by other rules: others can pass for one of the mesh"),
            row(
                    LISTENER,
                    "transport_socket(?!_connect)|require_client_certificate|filter_chains\\[[^]]*\\]$|filter_chain_match",
                    MismatchCode.PLAINTEXT_INBOUND,
                    "connections are taken in another way than the intent says"),
            row(
                    LISTENER,
                    "default_filter_chain|virtualOutbound-catchall",
                    MismatchCode.OUTBOUND_MODE,
                    "what goes to unknown places takes another way: traffic can leave the mesh"),
            row(
                    ROUTE,
                    "virtual_hosts\\[(block_all|allow_any)\\]",
                    MismatchCode.OUTBOUND_MODE,
                    "requests to unknown hosts take another way: traffic can leave the mesh"),
            row(
                    ROUTE,
                    "virtual_hosts\\[[^]]*\\]$|domains|routes(\\[[0-9]+\\])?$|\\.(cluster|weighted_clusters|cluster_header)(\\.|$)"
                            + "|request_mirror|\\.redirect|direct_response|_rewrite|route_config_name|\\.match(\\.|$)|\\.route$",
                    MismatchCode.DESTINATION,
                    "requests go to another place than the routes say"),
            row(
                    ROUTE,
                    "(virtual_hosts|routes)\\[",
                    MismatchCode.ROUTE_POLICY,
                    "requests are treated in another way than the routes say"),
            row(
                    LISTENER,
                    "cluster$|weighted_clusters|\\.rds",
                    MismatchCode.DESTINATION,
                    "connections go to another place than the intent says"),
            row(
                    LISTENER,
                    "http_connection_manager\\]",
                    MismatchCode.REQUEST_HANDLING,
                    "requests are read in another way than Istio reads them"),
            row(
                    CLUSTER,
                    "match_(typed_)?subject_alt_names|auto_san|\\.sni$|auto_sni",
                    MismatchCode.SERVER_IDENTITY,
                    "the identity of the callee is checked otherwise: another workload can pose as it"),
            row(
                    CLUSTER,
                    "validation_context",
                    MismatchCode.TRUST,
                    "certificates of the callee are checked by other rules"),
            row(
                    CLUSTER,
                    "alpn_protocols|typed_extension_protocol_options|http2_protocol|http_protocol",
                    MismatchCode.PROTOCOL,
                    "the callee is spoken to in another protocol than the intent says"),
            row(
                    CLUSTER,
                    "transport_socket",
                    MismatchCode.UPSTREAM_TLS,
                    "calls are secured in another way than the intent says: others can read or answer them"),
            row(
                    CLUSTER,
                    "load_assignment|^type$|cluster_type|eds_cluster_config|upstream_bind|original_dst|dns_resolver",
                    MismatchCode.ENDPOINT,
                    "the addresses of the callee come from another place than the intent says"),
            row(
                    CLUSTER,
                    "circuit_breakers|outlier|lb_|connect_timeout|connection_options|health_check|thresholds",
                    MismatchCode.CLUSTER_POLICY,
                    "load on the callee is limited and spread in another way than the intent says"));

    private Meaning() {}

    private static Row row(Set<String> kinds, String path, MismatchCode code, String message) {
        return row(kinds, path, code, null, message);
    }

    private static Row row(
            Set<String> kinds, String path, MismatchCode code, @Nullable Severity severity, String message) {
        return new Row(kinds, Pattern.compile(path), code, severity, message);
    }

    /// The mismatch for a difference.
    static Mismatch of(Resource resource, Difference difference) {
        for (var row : ROWS) {
            if (row.fits(resource, difference)) {
                return mismatch(row.code(), row.severity(), resource, difference, row.message());
            }
        }
        return mismatch(MismatchCode.FIELD_UNEXPLAINED, null, resource, difference, "a setting that nothing explains");
    }

    /// The mismatch for a resource that nothing explains as a whole.
    static Mismatch ofStranger(Resource resource) {
        var code = switch (resource.kind()) {
            case "listener" -> MismatchCode.LISTENER_UNEXPLAINED;
            case "static-cluster", "cluster" -> MismatchCode.CLUSTER_UNEXPLAINED;
            case "route" -> MismatchCode.DESTINATION;
            default -> MismatchCode.FIELD_UNEXPLAINED;
        };
        var message = switch (code) {
            case LISTENER_UNEXPLAINED -> "the proxy listens where nothing in the intent makes it listen";
            case CLUSTER_UNEXPLAINED -> "the proxy can send where nothing in the intent leads";
            case DESTINATION -> "there are routes that nothing in the intent asks for";
            default -> "nothing explains it";
        };
        return Mismatch.of(code, resource.id(), "", Difference.shown(resource.config()), message);
    }

    private static Mismatch mismatch(
            MismatchCode code, @Nullable Severity severity, Resource resource, Difference difference, String message) {
        var mismatch = Mismatch.of(
                shifted(code, difference),
                resource.id(),
                difference.intendedText(),
                difference.activeText(),
                sentence(code, difference, message) + " (" + difference.path() + ")");
        return severity == null ? mismatch : mismatch.withSeverity(severity);
    }

    /// A filter that is missing is another mismatch than one that is too much.
    private static MismatchCode shifted(MismatchCode code, Difference difference) {
        return code == MismatchCode.FILTER_UNEXPLAINED && difference.isRemoval() ? MismatchCode.FILTER_MISSING : code;
    }

    private static String sentence(MismatchCode code, Difference difference, String message) {
        if (code == MismatchCode.FILTER_UNEXPLAINED && difference.isAddition()) {
            return FilterWords.of(difference.active());
        }
        boolean identity = code == MismatchCode.SERVER_IDENTITY || code == MismatchCode.TRUST;
        return identity && difference.isRemoval() ? message + "; nothing is checked here" : message;
    }

    /// What the filters do that can be put in the way of traffic.
    private static final class FilterWords {
        private FilterWords() {}

        static String of(JsonNode filter) {
            var type = Message.typeOf(filter.path("typed_config"));
            return switch (type) {
                case "Lua", "LuaPerRoute" -> "a Lua script reads and changes everything that passes";
                case "Wasm", "WasmService" -> "a Wasm module reads and changes everything that passes";
                case "ExternalProcessor" -> "another service is sent everything that passes, and may change it";
                case "ExtAuthz" -> "another service is told of every request and decides about it";
                case "Tap" -> "everything that passes is recorded";
                case "DynamicModuleFilter" -> "a loaded module reads and changes everything that passes";
                case "Golang", "Config" -> "code that the intent does not name reads and changes what passes";
                default -> "a filter is in the way of traffic that nothing explains: " + type;
            };
        }
    }
}
