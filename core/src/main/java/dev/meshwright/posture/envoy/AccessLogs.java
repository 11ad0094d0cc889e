package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.posture.Intended;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Where a proxy may write what passes through it: the mesh config's access log, or the providers that a Telemetry
/// object names.
final class AccessLogs {
    private static final String TYPES = "envoy.extensions.access_loggers.";

    /// What Istio's own formats tell of a request, in every release; a format may tell less, in another order.
    private static final Set<String> TOLD = Set.of(
            "START_TIME",
            "REQ(:METHOD)",
            "REQ(X-ENVOY-ORIGINAL-PATH?:PATH)",
            "PROTOCOL",
            "RESPONSE_CODE",
            "RESPONSE_FLAGS",
            "RESPONSE_CODE_DETAILS",
            "CONNECTION_TERMINATION_DETAILS",
            "UPSTREAM_TRANSPORT_FAILURE_REASON",
            "BYTES_RECEIVED",
            "BYTES_SENT",
            "DURATION",
            "RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)",
            "REQ(X-FORWARDED-FOR)",
            "REQ(USER-AGENT)",
            "REQ(X-REQUEST-ID)",
            "REQ(:AUTHORITY)",
            "UPSTREAM_HOST",
            "UPSTREAM_CLUSTER_RAW",
            "UPSTREAM_CLUSTER",
            "UPSTREAM_LOCAL_ADDRESS",
            "DOWNSTREAM_LOCAL_ADDRESS",
            "DOWNSTREAM_REMOTE_ADDRESS",
            "REQUESTED_SERVER_NAME",
            "ROUTE_NAME");

    private static final Set<String> FORMAT_FIELDS = Set.of(
            "text_format_source",
            "text_format",
            "json_format",
            "omit_empty_values",
            "json_format_options",
            "formatters");

    private static final Pattern TIME = Pattern.compile("%START_TIME\\([^)]*\\)%");
    private static final Pattern COMMAND = Pattern.compile("%([A-Z_]+(?:\\([^)%]*\\))?)(?::[0-9]+)?%");

    private final List<JsonNode> ofTraffic = new ArrayList<>();

    AccessLogs(Intended intended, EnvoyProxy proxy) {
        var mesh = intended.meshConfig();
        var telemetry = deciding(intended, proxy);
        if (telemetry.isPresent()) {
            telemetry.get().forEach(log -> addProviders(mesh, log));
        } else {
            mesh.text("accessLogFile")
                    .filter(path -> !path.isEmpty())
                    .ifPresent(path -> ofTraffic.add(
                            file(path, mesh.text("accessLogFormat").orElse(""))));
            var named = mesh.items("defaultProviders", "accessLogging");
            named.forEach(name -> name.text().ifPresent(text -> addProvider(mesh, text)));
        }
    }

    /// The `accessLogging` of the most specific Telemetry that says something about it.
    private static Optional<List<Node>> deciding(Intended intended, EnvoyProxy proxy) {
        var telemetries = intended.objects("telemetry.istio.io", "Telemetry")
                .filter(one -> !one.root().items("spec", "accessLogging").isEmpty())
                .toList();
        for (var level : List.of(2, 1, 0)) {
            for (var one : telemetries) {
                if (level(intended, proxy, one) == level) {
                    return Optional.of(one.root().items("spec", "accessLogging"));
                }
            }
        }
        return Optional.empty();
    }

    /// 2 for the workload, 1 for its namespace, 0 for the mesh, -1 where it is for others.
    private static int level(Intended intended, EnvoyProxy proxy, Manifest telemetry) {
        var labels = telemetry.root().entries("spec", "selector", "matchLabels");
        boolean own = telemetry.namespaceOrDefault().equals(proxy.namespace());
        boolean selected = labels.stream()
                .allMatch(label -> label.value()
                        .text()
                        .equals(Optional.ofNullable(proxy.labels().get(label.key()))));
        if (!labels.isEmpty()) {
            return own && selected ? 2 : -1;
        }
        if (own) {
            return 1;
        }
        return telemetry.namespaceOrDefault().equals(intended.settings().rootNamespace()) ? 0 : -1;
    }

    private void addProviders(Node mesh, Node log) {
        if (log.bool("disabled").orElse(false)) {
            return;
        }
        for (var provider : log.items("providers")) {
            provider.text("name").ifPresent(name -> addProvider(mesh, name));
        }
    }

    private void addProvider(Node mesh, String name) {
        var provider = mesh.items("extensionProviders").stream()
                .filter(one -> one.text("name").filter(name::equals).isPresent())
                .findFirst();
        if (provider.isPresent() && provider.get().at("envoyFileAccessLog").isPresent()) {
            var log = provider.get().at("envoyFileAccessLog").get();
            ofTraffic.add(file(
                    log.text("path").orElse("/dev/stdout"),
                    log.text("logFormat", "text").orElse("")));
        } else if (name.equals("envoy")) {
            ofTraffic.add(file("/dev/stdout", ""));
        } else {
            provider.ifPresent(one -> ofTraffic.add(service(one)));
        }
    }

    /// The format of a provider: a text, or labels with a text each.
    private static String format(Node log) {
        var labels = new StringBuilder(log.text("logFormat", "text").orElse(""));
        for (var label : log.entries("logFormat", "labels")) {
            labels.append(' ').append(label.value().text().orElse(""));
        }
        return labels.toString();
    }

    /// A log that a service takes in: it has to be the provider's.
    private static JsonNode service(Node provider) {
        var host = provider.entries().stream()
                .flatMap(entry -> entry.value().text("service").stream())
                .findFirst()
                .orElse("");
        var name = host.substring(host.indexOf('/') + 1);
        return Message.of(
                "name",
                new Expected.Open("the access log service " + host, JsonNode::isString),
                "typed_config",
                new Expected.Open(
                        "an access log that goes to " + host,
                        config -> config.toString().contains("||" + name + "\"")));
    }

    /// @param format as it is written; "" for Istio's own
    private static JsonNode file(String path, String format) {
        var told = new HashSet<>(TOLD);
        told.addAll(commands(format));
        return Message.extension(
                "envoy.access_loggers.file",
                Message.typed(
                        TYPES + "file.v3.FileAccessLog",
                        "path",
                        path,
                        "log_format",
                        new Expected.Open(
                                format.isEmpty() ? "Istio's own format" : format,
                                active -> tellsNoMore(active, told))));
    }

    /// What a format tells, in Envoy's words.
    private static Set<String> commands(String format) {
        var commands = new HashSet<String>();
        var matcher = COMMAND.matcher(TIME.matcher(format).replaceAll(""));
        var rest = new StringBuilder();
        while (matcher.find()) {
            commands.add(matcher.group(1));
            matcher.appendReplacement(rest, "");
        }
        if (matcher.appendTail(rest).indexOf("%") >= 0) {
            commands.add(rest.toString()); // what cannot be read is something that is told
        }
        return commands;
    }

    /// Whether a format tells nothing that is not meant to be told; how it is written does not count.
    private static boolean tellsNoMore(JsonNode format, Set<String> told) {
        return FORMAT_FIELDS.containsAll(format.propertyNames())
                && (!format.has("text_format_source") || isInline(format.path("text_format_source")))
                && told.containsAll(commands(format.toString().replace("\\\"", "")));
    }

    private static boolean isInline(JsonNode source) {
        return Set.of("inline_string").containsAll(source.propertyNames());
    }

    /// The logs of connections and requests; null for none.
    @Nullable
    JsonNode ofTraffic() {
        return ofTraffic.isEmpty() ? null : Message.list(ofTraffic);
    }

    /// The logs that are written only where Envoy sets a flag, such as `NR` for no route.
    @Nullable
    JsonNode on(String flag) {
        var filtered = new ArrayList<JsonNode>();
        for (var log : ofTraffic) {
            var copy = Message.of();
            log.properties().forEach(field -> copy.set(field.getKey(), field.getValue()));
            copy.set("filter", Message.of("response_flag_filter", Message.of("flags", List.of(flag))));
            filtered.add(copy);
        }
        return filtered.isEmpty() ? null : Message.list(filtered);
    }
}
