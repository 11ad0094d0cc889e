package dev.meshwright.analysis.validity;

import dev.meshwright.schema.syntax.IpAddress;

/// The address that a server or listener takes calls at: an IP address or a Unix socket.
final class Binding {
    static final String SOCKET = "unix://";

    private Binding() {}

    static void check(Place bind, Verdict verdict) {
        var text = bind.text();
        if (text.startsWith(SOCKET)) {
            var path = text.substring(SOCKET.length());
            if (!path.startsWith("@") && (!path.startsWith("/") || path.endsWith("/"))) {
                verdict.error(bind, "`" + path + "` is no absolute path of a socket", "Start it with `/`.");
            }
        } else if (!text.isEmpty() && !IpAddress.isAddress(text)) {
            verdict.error(bind, "`" + text + "` is no IP address", "Write an address without port.");
        }
    }
}
