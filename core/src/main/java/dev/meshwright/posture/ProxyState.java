package dev.meshwright.posture;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A proxy as it shows itself, each view as it was collected; missing ones are [MissingNode]s.
///
/// @param facts who collected says: pod, workload, namespace, time
/// @param configDump of Envoy `/config_dump?include_eds`, of ztunnel `/config_dump`
/// @param certs Envoy's `/certs`
/// @param serverInfo Envoy's `/server_info`
/// @param stats Envoy's `/stats?format=json`
/// @param listeners Envoy's `/listeners?format=json`
/// @param clusters Envoy's `/clusters?format=json`
/// @param syncz istiod's `/debug/syncz`: what istiod sent to each proxy and what they acknowledged
/// @param metrics ztunnel's metrics, as text
/// @param at the time of the collection
public record ProxyState(
        JsonNode facts,
        JsonNode configDump,
        JsonNode certs,
        JsonNode serverInfo,
        JsonNode stats,
        JsonNode listeners,
        JsonNode clusters,
        JsonNode syncz,
        @Nullable String metrics,
        Instant at) {

    /// Whether the dump is ztunnel's: it has neither Envoy's sections nor its bootstrap.
    public boolean isZtunnel() {
        return facts.path("proxyType").asString("").equals("ztunnel")
                || (configDump.isObject() && configDump.has("workloads") && !configDump.has("configs"));
    }

    /// Envoy's node: who the proxy says it is, from the bootstrap, else from `/server_info`.
    public JsonNode node() {
        for (var section : configDump.path("configs")) {
            if (section.has("bootstrap")) {
                return section.path("bootstrap").path("node");
            }
        }
        return serverInfo.path("node");
    }

    /// What the collector says about the proxy, or else the proxy itself; "" where nobody does.
    ///
    /// @param fact the name in `facts.json`
    /// @param metadata the name in the node's metadata
    public String told(String fact, String metadata) {
        var said = facts.path(fact).asString("");
        return said.isEmpty() ? node().path("metadata").path(metadata).asString("") : said;
    }

    /// `workload.namespace`; "" where nothing tells.
    public String name() {
        if (isZtunnel()) {
            return "ztunnel";
        }
        var workload = told("workload", "WORKLOAD_NAME");
        var namespace = told("namespace", "NAMESPACE");
        return workload.isEmpty() ? "" : workload + "." + namespace;
    }
}
