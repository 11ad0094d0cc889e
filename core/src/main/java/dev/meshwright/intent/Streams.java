package dev.meshwright.intent;

import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Evidence;
import dev.meshwright.topology.Service;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds services whose answers are streams (server-sent events, WebSockets, gRPC streams), which a timeout would cut.
final class Streams {
    private static final Set<String> WORDS = Set.of("websocket", "websockets", "ws", "wss", "sse", "streaming");
    private static final Set<String> OFF = Set.of("", "false", "0", "off", "no", "disabled");

    private static final Pattern WEB_SOCKET = Pattern.compile("\\bwss?://");

    private Streams() {}

    /// Why it streams, empty where nothing says so.
    static Optional<String> reason(CallGraph graph, Service service, Intent.ServiceIntent wanted) {
        if (wanted.streaming() != null) {
            return wanted.streaming() ? Optional.of("the intent file says that it streams") : Optional.empty();
        }
        if (hasWord(service.name())) {
            return Optional.of("its name says that it streams");
        }
        for (var port : service.ports()) {
            if (hasWord(port.name()) || hasWord(port.evidence().text())) {
                return Optional.of("port " + port.port() + " is for streams");
            }
        }
        for (var call : graph.callsTo(service.id())) {
            for (var evidence : call.evidence()) {
                if (isWebSocket(evidence)) {
                    return Optional.of(shortName(call) + " opens a WebSocket to it");
                }
            }
        }
        return setting(graph, service);
    }

    private static Optional<String> setting(CallGraph graph, Service service) {
        for (var workload : graph.workloads(service)) {
            for (var container : workload.podSpec().items("containers")) {
                for (var env : container.items("env")) {
                    var name = env.text("name").orElse("");
                    var value = env.text("value").orElse("").toLowerCase(Locale.ROOT);
                    // A URL is about the service it names, not about this one.
                    if (hasWord(name) && !OFF.contains(value) && !value.contains("://")) {
                        return Optional.of("its setting " + name + " is about streams");
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isWebSocket(Evidence evidence) {
        return WEB_SOCKET.matcher(evidence.text()).find();
    }

    private static String shortName(Edge call) {
        return call.from().substring(call.from().indexOf('/') + 1);
    }

    private static boolean hasWord(String text) {
        for (var word : text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1)) {
            if (WORDS.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
