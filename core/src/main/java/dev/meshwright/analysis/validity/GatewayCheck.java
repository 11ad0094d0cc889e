package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.schema.syntax.DomainName;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// The servers of a Gateway.
final class GatewayCheck implements KindCheck {
    private static final Set<String> TLS = Set.of("HTTPS", "TLS");
    private static final Set<String> PLAIN_HTTP = Set.of("HTTP", "HTTP2", "GRPC", "GRPC-WEB", "HTTP_PROXY");
    private static final Set<String> OTHERS = Set.of("TCP", "MONGO", "REDIS", "MYSQL");

    @Override
    public String group() {
        return "networking.istio.io";
    }

    @Override
    public String kind() {
        return "Gateway";
    }

    @Override
    public void check(Manifest object, Place spec, Verdict verdict) {
        if (!DomainName.isLabel(object.name())) {
            verdict.error(spec, "`" + object.name() + "` is no name for a Gateway", "Use letters, digits and hyphens.");
        }
        var servers = spec.items("servers");
        if (servers.isEmpty()) {
            verdict.error(spec, "the Gateway has no servers", "Add a server with port and hosts.");
        }
        var names = new HashSet<String>();
        for (var server : servers) {
            server(server, verdict);
            var name = server.text("port", "name");
            if (!name.isEmpty() && !names.add(name)) {
                verdict.error(server, "two servers have a port named `" + name + "`", "Give each port its own name.");
            }
        }
    }

    private static void server(Place server, Verdict verdict) {
        var hosts = server.items("hosts");
        if (hosts.isEmpty()) {
            verdict.error(server, "the server has no hosts", "Add a host; `*` stands for all.");
        }
        hosts.forEach(host -> host(host, verdict));
        port(server, verdict);
        var protocol = server.text("port", "protocol").toUpperCase(Locale.ROOT);
        var tls = server.at("tls");
        if (tls.isEmpty()) {
            if (TLS.contains(protocol)) {
                verdict.error(server, "a server for " + protocol + " needs `tls`", "Add `tls` with a mode.");
            }
            return;
        }
        boolean redirect = tls.get().isTrue("httpsRedirect");
        if (redirect && !protocol.equals("HTTP")) {
            verdict.warning(tls.get(), "httpsRedirect works on servers for HTTP only", "Remove httpsRedirect.");
        }
        if (!TLS.contains(protocol) && (!redirect || tls.get().has("mode"))) {
            if (PLAIN_HTTP.contains(protocol) ? isMoreThanRedirect(tls.get()) : true) {
                verdict.error(tls.get(), "a server for " + protocol + " cannot have `tls`", "Write `protocol: HTTPS`.");
            }
        }
        ServerTlsCheck.check(tls.get(), verdict);
    }

    private static boolean isMoreThanRedirect(Place tls) {
        return tls.values().stream().anyMatch(field -> !field.field().equals("httpsRedirect"));
    }

    private static void port(Place server, Verdict verdict) {
        var found = server.at("port");
        if (found.isEmpty()) {
            verdict.error(server, "the server has no port", "Add `port` with number, name and protocol.");
            return;
        }
        var port = found.get();
        var protocol = port.text("protocol").toUpperCase(Locale.ROOT);
        if (!TLS.contains(protocol) && !PLAIN_HTTP.contains(protocol) && !OTHERS.contains(protocol)) {
            verdict.error(
                    port,
                    "`" + port.text("protocol") + "` is no protocol",
                    "Write HTTP, HTTP2, GRPC, HTTPS, TLS or TCP.");
        }
        if (port.text("name").isEmpty()) {
            verdict.error(port, "the port has no name", "Add `name`.");
        }
        if (!port.text("targetPort").isEmpty()) {
            verdict.error(port, "targetPort has no effect on a Gateway", "Remove targetPort.");
        }
        server.at("bind").ifPresent(bind -> Binding.check(bind, verdict));
        boolean socket = server.text("bind").startsWith(Binding.SOCKET);
        port.at("number").ifPresent(number -> {
            if (!socket) {
                Syntax.port(number, 1, verdict);
            } else if (!number.text().equals("0")) {
                verdict.error(number, "a server on a Unix socket has no port", "Write 0.");
            }
        });
    }

    /// `name` or `namespace/name`, where the namespace may be `.` or `*`.
    private static void host(Place host, Verdict verdict) {
        var text = host.text();
        int slash = text.indexOf('/');
        var namespace = slash < 0 ? "*" : text.substring(0, slash);
        if (!namespace.equals("*") && !namespace.equals(".") && !DomainName.isLabel(namespace)) {
            verdict.error(host, "`" + namespace + "` is no namespace", "Write a namespace, `.` or `*` before the `/`.");
        }
        var name = text.substring(slash + 1);
        if (!name.equals("*") && !name.contains(".")) {
            verdict.error(host, "`" + name + "` is a short name", "Write the full name: " + name + ".example.com.");
            return;
        }
        DomainName.faultOfWildcard(name).ifPresent(fault -> Syntax.badHost(host, fault, verdict));
        if (name.contains("*") && name.length() > 1 && !name.startsWith("*.")) {
            Syntax.badHost(host, "a wildcard must be the whole first label", verdict);
        }
    }
}
