package dev.meshwright.posture.envoy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The filters that look at the first bytes of a connection.
final class ListenerFilters {
    private static final String TYPES = "envoy.extensions.filters.listener.";

    private ListenerFilters() {}

    static JsonNode originalDestination() {
        return Message.extension(
                "envoy.filters.listener.original_dst", Message.typed(TYPES + "original_dst.v3.OriginalDst"));
    }

    /// @param byDefault whether it is on for all but these ports, else for these only
    static JsonNode tlsInspector(boolean byDefault, List<Integer> ports) {
        var disabled = predicate(ports);
        return Message.of(
                "name",
                "envoy.filters.listener.tls_inspector",
                "typed_config",
                Message.typed(
                        TYPES + "tls_inspector.v3.TlsInspector",
                        "initial_read_buffer_size",
                        new Expected.Open("how much is read at first", node -> true)),
                "filter_disabled",
                disabled == null || byDefault ? disabled : Message.of("not_match", disabled));
    }

    /// @param off the ports on which it is off
    static JsonNode httpInspector(List<Integer> off) {
        return Message.of(
                "name",
                "envoy.filters.listener.http_inspector",
                "typed_config",
                Message.typed(TYPES + "http_inspector.v3.HttpInspector"),
                "filter_disabled",
                predicate(off));
    }

    private static @Nullable ObjectNode predicate(List<Integer> ports) {
        var ranges = new ArrayList<ObjectNode>();
        for (int port : ports) {
            ranges.add(Message.of("destination_port_range", Message.of("start", port, "end", port + 1)));
        }
        return switch (ranges.size()) {
            case 0 -> null;
            case 1 -> ranges.getFirst();
            default -> Message.of("or_match", Message.of("rules", ranges));
        };
    }
}
