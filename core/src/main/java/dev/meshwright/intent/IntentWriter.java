package dev.meshwright.intent;

import dev.meshwright.intent.Intent.ServiceIntent;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes an intent file to start from: every service with its class and the reason, everything else as a comment.
public final class IntentWriter {
    private IntentWriter() {}

    /// The text of a `meshwright.yaml` that says what Meshwright would decide anyway, plus what the intent says.
    public static String write(Topology topology, Intent intent) {
        var text = new StringBuilder();
        text.append("# yaml-language-server: $schema=")
                .append(IntentFile.SCHEMA_NAME)
                .append('\n');
        text.append("""
                # What Meshwright cannot read from manifests, and what you want otherwise than it decides.
                # Everything may be left out. A class is what Meshwright infers, with the reason behind it.

                # Trust domain of the mesh's identities.
                """);
        text.append("trustDomain: ").append(quoted(intent.trustDomain())).append('\n');
        text.append("# Minor version of Istio to generate for.\n");
        text.append("istioVersion: ").append(quoted(intent.istioVersion())).append('\n');
        text.append("# Identities that traffic from outside arrives with, as namespace/serviceAccount.\n");
        list(text, "", "ingressGateways", intent.ingressGateways());
        if (intent.tracingProvider() == null) {
            text.append("# Extension provider of the mesh config that takes traces; without it there is no tracing.\n");
            text.append("# tracingProvider: zipkin\n");
        } else {
            text.append("tracingProvider: ")
                    .append(quoted(intent.tracingProvider()))
                    .append('\n');
        }
        text.append("# Namespaces where findings about security posture are for information only.\n");
        list(text, "", "notProduction", intent.notProduction());
        acknowledged(text, intent.acknowledged());
        text.append("""

                # Per service, besides the class:
                #   timeout: 3s           for calls to it, all tries included; 0s for none
                #   retries: 2            how often a failed call is repeated
                #   idempotent: true      repeating a call does no harm (false: it does)
                #   streaming: true       answers are streams, so that no timeout fits
                #   criticality: core     when it is rolled out: worker, internal, core, gateway
                #   callers: [ns/name]    callers that manifests do not show
                #   publicPorts:          ports for callers without a client certificate
                #     - {port: 8443, paths: [/hooks], reason: why it must be so}
                services:
                """);
        var graph = new CallGraph(topology);
        for (var entry : Classifier.classify(graph, intent).entrySet()) {
            text.append("  ").append(key(entry.getKey())).append(":\n");
            text.append("    class: ").append(entry.getValue().serviceClass().word());
            text.append(" # ").append(oneLine(entry.getValue().why())).append('\n');
            graph.service(entry.getKey()).ifPresent(service -> rest(text, graph, service, intent));
        }
        return text.toString();
    }

    private static void acknowledged(StringBuilder text, List<Acknowledgement> acknowledged) {
        text.append("# Findings to live with, each with its reason; they are for information from then on.\n");
        if (acknowledged.isEmpty()) {
            text.append("""
                    # acknowledged:
                    #   - {code: MW1301, resource: ns/name, until: 2027-01-31, reason: why it is all right}
                    """);
            return;
        }
        text.append("acknowledged:\n");
        for (var one : acknowledged) {
            text.append("  - code: ").append(one.code()).append('\n');
            if (one.resource() != null) {
                line(text, "resource", quoted(one.resource()));
            }
            line(text, "until", one.until());
            line(text, "reason", quoted(one.reason()));
        }
    }

    private static void rest(StringBuilder text, CallGraph graph, Service service, Intent intent) {
        var said = intent.service(service.id());
        line(text, "timeout", said.timeout());
        line(text, "retries", said.retries());
        line(text, "idempotent", said.idempotent());
        line(text, "streaming", said.streaming());
        line(text, "criticality", said.criticality());
        if (!said.callers().isEmpty()) {
            list(text, "    ", "callers", said.callers());
        }
        publicPorts(text, graph, service, said);
    }

    private static void publicPorts(StringBuilder text, CallGraph graph, Service service, ServiceIntent said) {
        var ports = said.publicPorts().isEmpty() ? OpenPorts.of(graph, service) : said.publicPorts();
        if (ports.isEmpty()) {
            return;
        }
        text.append("    publicPorts:\n");
        for (var port : ports) {
            text.append("      - port: ").append(port.port()).append('\n');
            if (!port.paths().isEmpty()) {
                list(text, "        ", "paths", port.paths());
            }
            text.append("        reason: ").append(quoted(port.reason())).append('\n');
        }
    }

    private static void line(StringBuilder text, String key, @Nullable Object value) {
        if (value != null) {
            text.append("    ").append(key).append(": ").append(value).append('\n');
        }
    }

    private static void list(StringBuilder text, String indent, String key, List<String> values) {
        text.append(indent).append(key).append(':');
        text.append(values.isEmpty() ? " []\n" : "\n");
        values.forEach(value ->
                text.append(indent).append("  - ").append(quoted(value)).append('\n'));
    }

    private static String key(String id) {
        return id.matches("[a-z0-9][a-z0-9/.-]*") ? id : quoted(id);
    }

    private static String quoted(String text) {
        return '"' + oneLine(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
