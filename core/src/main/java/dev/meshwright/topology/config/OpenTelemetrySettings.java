package dev.meshwright.topology.config;

import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What an OpenTelemetry collector calls: the exporters, and the receivers that ask others, of its pipelines. A
/// component that no pipeline names is not started. See https://opentelemetry.io/docs/collector/configuration/
final class OpenTelemetrySettings {
    /// Receivers, exporters and extensions whose addresses are where they listen themselves.
    private static final Set<String> LISTENING = Set.of(
            "otlp",
            "jaeger",
            "zipkin",
            "opencensus",
            "carbon",
            "collectd",
            "faro",
            "fluentforward",
            "influxdb",
            "loki",
            "signalfx",
            "sapm",
            "skywalking",
            "splunk_hec",
            "statsd",
            "syslog",
            "tcplog",
            "udplog",
            "webhookevent",
            "wavefront",
            "awsxray",
            "awsfirehose",
            "datadog",
            "netflow",
            "prometheusremotewrite",
            "googlecloudpubsubpush");
    private static final Set<String> LISTENING_EXTENSIONS =
            Set.of("health_check", "healthcheckv2", "pprof", "zpages", "remotetap", "memory_ballast");

    private final List<ConfigSetting> settings = new ArrayList<>();

    private OpenTelemetrySettings() {}

    static boolean isCollector(Node tree) {
        return tree.at("service", "pipelines").isPresent()
                && (tree.at("exporters").isPresent() || tree.at("receivers").isPresent());
    }

    static List<ConfigSetting> of(Node tree) {
        var reader = new OpenTelemetrySettings();
        var used = used(tree);
        for (var receiver : tree.entries("receivers")) {
            if (used.contains(receiver.key()) && !LISTENING.contains(type(receiver.key()))) {
                var config = receiver.value().at("config").filter(PrometheusSettings::isPrometheus);
                reader.settings.addAll(config.map(PrometheusSettings::of)
                        .orElseGet(() -> TreeSettings.below("receivers." + receiver.key(), receiver.value())));
            }
        }
        for (var exporter : tree.entries("exporters")) {
            if (used.contains(exporter.key()) && !type(exporter.key()).equals("prometheus")) {
                reader.settings.addAll(TreeSettings.below("exporters." + exporter.key(), exporter.value()));
            }
        }
        for (var extension : tree.entries("extensions")) {
            if (used.contains(extension.key()) && !LISTENING_EXTENSIONS.contains(type(extension.key()))) {
                reader.settings.addAll(TreeSettings.below("extensions." + extension.key(), extension.value()));
            }
        }
        tree.at("service", "telemetry")
                .ifPresent(node -> reader.settings.addAll(TreeSettings.below("service.telemetry", node)));
        return reader.settings;
    }

    /// The names of all components that are started.
    private static Set<String> used(Node tree) {
        var used = new HashSet<String>();
        names(tree, used, "service", "extensions");
        for (var pipeline : tree.entries("service", "pipelines")) {
            names(pipeline.value(), used, "receivers");
            names(pipeline.value(), used, "exporters");
        }
        return used;
    }

    private static void names(Node node, Set<String> into, String... path) {
        node.items(path).forEach(item -> item.text().ifPresent(into::add));
    }

    /// Of `otlp/backend` the `otlp`.
    private static String type(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }
}
