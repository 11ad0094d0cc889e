package dev.meshwright.posture.envoy;

import dev.meshwright.access.PeerAuthentication.Mode;
import java.util.List;

/// One of the ways in which an inbound port takes connections.
///
/// @param transport `tls` or `raw_buffer`
/// @param protocols of the handshake's ALPN, or of the first bytes; empty for all
/// @param http whether requests are read
/// @param mutual whether the proxy ends TLS and asks for a certificate
record ChainMatch(String transport, List<String> protocols, boolean http, boolean mutual) {
    private static final List<String> MESH_HTTP = List.of("istio-http/1.0", "istio-http/1.1", "istio-h2");
    private static final List<String> MESH_TCP = List.of("istio-peer-exchange", "istio");
    private static final List<String> MESH =
            List.of("istio", "istio-peer-exchange", "istio-http/1.0", "istio-http/1.1", "istio-h2");
    private static final List<String> PLAIN_HTTP = List.of("http/1.1", "h2c");
    private static final String TLS = "tls";
    private static final String PLAIN = "raw_buffer";

    ChainMatch {
        protocols = List.copyOf(protocols);
    }

    /// The ways of a port, by its mode and by what it speaks.
    static List<ChainMatch> of(Mode mode, PortProtocol protocol) {
        return switch (mode) {
            case STRICT -> strict(protocol);
            case DISABLE -> plaintext(protocol);
            case PERMISSIVE, UNSET -> permissive(protocol);
        };
    }

    private static List<ChainMatch> strict(PortProtocol protocol) {
        if (protocol == PortProtocol.SNIFFED) {
            return List.of(new ChainMatch(TLS, MESH_HTTP, true, true), new ChainMatch(TLS, List.of(), false, true));
        }
        return List.of(new ChainMatch(TLS, List.of(), protocol.isHttp(), true));
    }

    private static List<ChainMatch> plaintext(PortProtocol protocol) {
        if (protocol == PortProtocol.SNIFFED) {
            return List.of(
                    new ChainMatch(PLAIN, PLAIN_HTTP, true, false), new ChainMatch(PLAIN, List.of(), false, false));
        }
        return List.of(new ChainMatch(PLAIN, List.of(), protocol.isHttp(), false));
    }

    private static List<ChainMatch> permissive(PortProtocol protocol) {
        if (protocol.isHttp()) {
            return List.of(new ChainMatch(TLS, MESH, true, true), new ChainMatch(PLAIN, List.of(), true, false));
        }
        var tcp = List.of(
                new ChainMatch(TLS, MESH_TCP, false, true),
                new ChainMatch(PLAIN, List.of(), false, false),
                new ChainMatch(TLS, List.of(), false, false));
        if (protocol != PortProtocol.SNIFFED) {
            return tcp;
        }
        return List.of(
                new ChainMatch(TLS, MESH_HTTP, true, true),
                new ChainMatch(PLAIN, PLAIN_HTTP, true, false),
                tcp.get(0),
                tcp.get(1),
                tcp.get(2));
    }

    boolean isTls() {
        return transport.equals(TLS);
    }

    /// Whether the proxy has to look for HTTP in the first bytes.
    boolean looksForHttp() {
        return protocols.equals(PLAIN_HTTP);
    }
}
