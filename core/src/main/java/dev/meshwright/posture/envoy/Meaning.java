package dev.meshwright.posture.envoy;

import dev.meshwright.analysis.Severity;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.MismatchCode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a difference at a place means: the first row that fits decides. A place that no row names is a setting that
/// nothing explains.
final class Meaning {
    /// A row of the table.
    ///
    /// @param kinds of resources, separated by a bar; "" for all
    /// @param severity null for the code's own
    private record Row(
            String kinds,
            Pattern path,
            MismatchCode code,
            @Nullable Severity severity,
            String message) {}

    private static final List<Row> ROWS = List.of(
            row(
                    "",
                    "\\.rbac\\]\\.typed_config\\.(shadow_rules.*)",
                    MismatchCode.AUTHORIZATION,
                    Severity.WARNING,
                    "other rules are tried out (dry-run) than the policies say"),
            row(
                    "",
                    "\\.rbac\\]",
                    MismatchCode.AUTHORIZATION,
                    null,
                    "other callers are admitted or refused than the authorization policies say"),
            row(
                    "",
                    "jwt_authn\\]",
                    MismatchCode.JWT,
                    null,
                    "tokens are checked in another way than the request authentications say"),
            row(
                    "",
                    "access_log",
                    MismatchCode.TELEMETRY,
                    Severity.CRITICAL,
                    "what passes through is written where the intent does not say: a stranger can read it"),
            row(
                    "",
                    "\\.tracing",
                    MismatchCode.TELEMETRY,
                    Severity.ERROR,
                    "traces of requests go where the intent does not say"),
            row(
                    "listener",
                    "tls_params|require_ocsp|session|ocsp|key_log|cipher|ecdh",
                    MismatchCode.TLS_PARAMETERS,
                    null,
                    "TLS towards callers is negotiated by other parameters"),
            row(
                    "",
                    "validation_context|trusted_ca|ROOTCA",
                    MismatchCode.TRUST,
                    null,
                    "certificates of peers are checked by other rules: others can pass for a peer"),
            row(
                    "listener",
                    "transport_socket(?!_connect)|require_client_certificate",
                    MismatchCode.PLAINTEXT_INBOUND,
                    null,
                    "connections are secured in another way than the peer authentications say"),
            row(
                    "listener",
                    "filter_chains\\[[^]]*\\]$",
                    MismatchCode.PLAINTEXT_INBOUND,
                    null,
                    "connections are taken in another way than the intent says"),
            row(
                    "listener",
                    "(filters|listener_filters)(\\[[^]]*\\])?$",
                    MismatchCode.FILTER_UNEXPLAINED,
                    null,
                    "the filters in the way of traffic are not those that follow from the intent"));

    private Meaning() {}

    private static Row row(String kinds, String path, MismatchCode code, @Nullable Severity severity, String message) {
        return new Row(kinds, Pattern.compile(path), code, severity, message);
    }

    /// The mismatch for a difference.
    static Mismatch of(Resource resource, Difference difference) {
        for (var row : ROWS) {
            if ((row.kinds().isEmpty() || List.of(row.kinds().split("\\|")).contains(resource.kind()))
                    && row.path().matcher(difference.path()).find()) {
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
        var message = switch (resource.kind()) {
            case "listener" -> "the proxy listens where nothing makes it listen";
            case "static-cluster", "cluster" -> "the proxy can send where nothing in the intent leads";
            default -> "nothing explains it";
        };
        return Mismatch.of(code, resource.id(), "", Difference.shown(resource.config()), message);
    }

    private static Mismatch mismatch(
            MismatchCode code, @Nullable Severity severity, Resource resource, Difference difference, String message) {
        return new Mismatch(
                resource.id(),
                code.code(),
                severity == null ? code.severity() : severity,
                difference.intendedText(),
                difference.activeText(),
                message + " (" + difference.path() + ")",
                "",
                "",
                0);
    }
}
