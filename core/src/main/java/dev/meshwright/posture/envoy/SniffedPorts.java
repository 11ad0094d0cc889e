package dev.meshwright.posture.envoy;

import dev.meshwright.posture.envoy.MeshHost.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The listener of a host's port of which nobody says what is spoken there: one filter chain reads requests, another
/// hands on bytes, and the first bytes decide. How the chains are told apart is istiod's business and not compared;
/// what they do is.
final class SniffedPorts {
    private static final Set<String> INSPECTORS =
            Set.of("envoy.filters.listener.tls_inspector", "envoy.filters.listener.http_inspector");

    private SniffedPorts() {}

    /// The name of the routes of a port.
    static String routes(MeshHost host, HostPort port) {
        return host.name() + ":" + port.number();
    }

    /// Adds the chains to a listener.
    ///
    /// @param http reads requests by the port's routes
    /// @param tcp hands bytes on to the host
    static void addChains(ObjectNode listener, JsonNode http, JsonNode tcp) {
        var either = List.of(http, tcp);
        listener.set(
                "filter_chains", open("requests and bytes, by the port's routes", chains -> areThese(chains, either)));
        listener.set(
                "default_filter_chain",
                open("bytes", chain -> chain.isMissingNode() || areThese(Message.list(chain), either)));
        listener.set("listener_filters", open("inspectors", SniffedPorts::areInspectors));
    }

    private static JsonNode open(String text, Predicate<JsonNode> right) {
        return Message.list(new Expected.Open(text, right)).get(0);
    }

    private static boolean areThese(JsonNode chains, List<JsonNode> either) {
        for (var chain : chains) {
            var filters = new ArrayList<JsonNode>();
            chain.path("filters").forEach(filters::add);
            filters.removeIf(IstioFilters::isOne);
            boolean one = filters.size() == 1
                    && either.stream()
                            .anyMatch(filter -> Differences.between(filter, filters.getFirst())
                                    .isEmpty());
            if (!one || chain.has("transport_socket")) {
                return false;
            }
        }
        return chains.isArray();
    }

    private static boolean areInspectors(JsonNode filters) {
        for (var filter : filters) {
            if (!INSPECTORS.contains(filter.path("name").asString(""))) {
                return false;
            }
        }
        return true;
    }
}
