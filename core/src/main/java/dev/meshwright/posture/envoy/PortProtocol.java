package dev.meshwright.posture.envoy;

import dev.meshwright.manifest.Node;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a proxy takes a port to speak, by what the Service declares and nothing else.
/// See https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/
enum PortProtocol {
    HTTP,
    /// HTTP/2, and so gRPC.
    HTTP2,
    TCP,
    UDP,
    /// Nothing is declared: the proxy looks at the first bytes.
    SNIFFED;

    private static final Map<String, PortProtocol> WORDS = Map.ofEntries(
            Map.entry("http", HTTP),
            Map.entry("http2", HTTP2),
            Map.entry("grpc", HTTP2),
            Map.entry("grpc-web", HTTP2),
            Map.entry("http_proxy", HTTP),
            Map.entry("tcp", TCP),
            Map.entry("tls", TCP),
            Map.entry("https", TCP),
            Map.entry("mongo", TCP),
            Map.entry("mysql", TCP),
            Map.entry("redis", TCP),
            Map.entry("udp", UDP),
            Map.entry("kubernetes.io/h2c", HTTP2),
            Map.entry("kubernetes.io/ws", HTTP),
            Map.entry("kubernetes.io/wss", TCP));

    /// Ports on which the server speaks first, so that looking at the first bytes would wait for ever.
    private static final Set<Integer> SERVER_FIRST = Set.of(25, 53, 3306, 27017);

    /// The protocol of a port of a Service or ServiceEntry.
    ///
    /// @param port its entry
    static PortProtocol of(Node port, int number, boolean isService) {
        var protocol = port.text("protocol").orElse("").toLowerCase(Locale.ROOT);
        if (!isService) {
            return WORDS.getOrDefault(protocol, SNIFFED);
        }
        if (protocol.equals("udp")) {
            return UDP;
        }
        var declared = port.text("appProtocol").map(word -> word.toLowerCase(Locale.ROOT));
        if (declared.isPresent() && WORDS.containsKey(declared.get())) {
            return WORDS.get(declared.get());
        }
        var name = port.text("name").orElse("").toLowerCase(Locale.ROOT);
        var word = name.startsWith("grpc-web") ? "grpc-web" : name.replaceAll("-.*", "");
        var named = WORDS.getOrDefault(word, SNIFFED);
        return named == SNIFFED && SERVER_FIRST.contains(number) ? TCP : named;
    }

    boolean isHttp() {
        return this == HTTP || this == HTTP2;
    }
}
