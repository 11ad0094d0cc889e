package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.schema.syntax.DomainName;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Listeners of a Sidecar.
final class SidecarCheck implements KindCheck {
    private static final Set<String> PROTOCOLS = Set.of(
            "",
            "HTTP",
            "HTTPS",
            "GRPC",
            "GRPC-WEB",
            "HTTP2",
            "MONGO",
            "REDIS",
            "MYSQL",
            "TCP",
            "TLS",
            "UDP",
            "HTTP_PROXY");
    private static final Set<String> HTTP = Set.of("HTTP", "HTTP2", "GRPC", "GRPC-WEB", "HTTP_PROXY");
    private static final Pattern ENDPOINT =
            Pattern.compile("(127\\.0\\.0\\.1|0\\.0\\.0\\.0|\\[::1]|\\[::]):[0-9]{1,5}|unix://.+");

    @Override
    public String group() {
        return "networking.istio.io";
    }

    @Override
    public String kind() {
        return "Sidecar";
    }

    @Override
    public void check(Manifest object, Place spec, Verdict verdict) {
        spec.at("workloadSelector").ifPresent(selector -> Selectors.labels(selector, "labels", verdict));
        boolean configured = List.of("egress", "ingress", "inboundConnectionPool", "outboundTrafficPolicy").stream()
                .anyMatch(spec::has);
        if (!configured) {
            verdict.error(spec, "the Sidecar says nothing", "Add `egress` or `ingress`.");
        }
        spec.at("inboundConnectionPool").ifPresent(pool -> TrafficPolicyCheck.connectionPool(pool, verdict));
        ingress(spec, verdict);
        egress(spec, object.namespaceOrDefault(), verdict);
        spec.at("outboundTrafficPolicy").ifPresent(policy -> outbound(policy, verdict));
    }

    private static void ingress(Place spec, Verdict verdict) {
        var listeners = new HashSet<String>();
        for (var listener : spec.items("ingress")) {
            port(listener, true, verdict);
            if (!listeners.add(listener.text("bind") + ":" + listener.text("port", "number"))) {
                verdict.error(listener, "two listeners have the same port", "Give each its own port.");
            }
            var endpoint = listener.text("defaultEndpoint");
            if (!endpoint.isEmpty() && !ENDPOINT.matcher(endpoint).matches()) {
                verdict.error(
                        listener,
                        "`" + endpoint + "` is no defaultEndpoint",
                        "Write 127.0.0.1:PORT, 0.0.0.0:PORT or unix:///PATH.");
            }
            listener.at("connectionPool").ifPresent(pool -> {
                TrafficPolicyCheck.connectionPool(pool, verdict);
                if (pool.has("http") && !HTTP.contains(protocol(listener))) {
                    verdict.warning(pool, "only the settings for TCP apply: the port is not HTTP", "Remove `http`.");
                }
            });
            listener.at("tls").ifPresent(tls -> tls(listener, tls, verdict));
        }
    }

    private static String protocol(Place listener) {
        return listener.text("port", "protocol").toUpperCase(Locale.ROOT);
    }

    private static void tls(Place listener, Place tls, Verdict verdict) {
        for (var field :
                List.of("subjectAltNames", "httpsRedirect", "credentialName", "credentialNames", "tlsCertificates")) {
            if (tls.has(field)) {
                verdict.error(tls, "a Sidecar's listener has no " + field, "Remove `" + field + "`.");
            }
        }
        var mode = tls.text("mode");
        if (List.of("", "PASSTHROUGH", "AUTO_PASSTHROUGH", "ISTIO_MUTUAL").contains(mode)) {
            verdict.error(tls, "a Sidecar's listener cannot have the TLS mode " + mode, "Write SIMPLE or MUTUAL.");
        }
        if (!List.of("HTTPS", "TLS").contains(protocol(listener))) {
            verdict.error(tls, "only a listener for HTTPS or TLS has `tls`", "Write `protocol: TLS`.");
        }
        ServerTlsCheck.check(tls, verdict);
    }

    private static void egress(Place spec, String namespace, Verdict verdict) {
        var listeners = new HashSet<String>();
        var hosts = new HashSet<String>();
        var all = spec.items("egress");
        for (int i = 0; i < all.size(); i++) {
            var listener = all.get(i);
            if (!listener.has("port") && i < all.size() - 1) {
                verdict.error(listener, "the listener without port takes the rest and must be last", "Move it down.");
            }
            port(listener, false, verdict);
            if (listener.has("port") && !listeners.add(listener.text("bind") + ":" + listener.text("port", "number"))) {
                verdict.error(listener, "two listeners have the same place", "Give each its own port or socket.");
            }
            if (listener.items("hosts").isEmpty()) {
                verdict.error(listener, "the listener has no hosts", "Add a host; `./*` is the own namespace.");
            }
            for (var host : listener.items("hosts")) {
                host(host, verdict);
                var name =
                        host.text().startsWith("./") ? namespace + host.text().substring(1) : host.text();
                boolean covered = hosts.contains(name.substring(0, name.indexOf('/') + 1) + "*");
                if (!hosts.add(name) || covered) {
                    verdict.warning(host, "the host `" + host.text() + "` stands twice", "Remove one of the two.");
                }
            }
            redundant(listener.items("hosts"), verdict);
        }
    }

    private static void redundant(List<Place> hosts, Verdict verdict) {
        for (var wide : hosts) {
            if (wide.text().equals("*/*") && hosts.size() > 1) {
                verdict.warning(wide, "`*/*` takes all hosts: the others add nothing", "Remove the others.");
            }
        }
    }

    /// `namespace/name`, where the namespace may be `.`, `*`, `~`, or `~` before a namespace to leave out.
    private static void host(Place host, Verdict verdict) {
        var parts = host.text().split("/", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            verdict.error(host, "`" + host.text() + "` lacks a namespace", "Write NAMESPACE/NAME, `./*` or `*/*`.");
            return;
        }
        var namespace = parts[0].startsWith("~") && parts[0].length() > 1 ? parts[0].substring(1) : parts[0];
        if (!Set.of("*", ".", "~").contains(namespace) && !DomainName.isLabel(namespace)) {
            verdict.error(host, "`" + parts[0] + "` is no namespace", "Write a namespace's name, `.` or `*`.");
        }
        var name = parts[1];
        DomainName.faultOfWildcard(name).ifPresent(fault -> Syntax.badHost(host, fault, verdict));
        if (!name.equals("*") && !name.contains(".")) {
            verdict.error(host, "`" + name + "` is a short name", "Write the full name of the host.");
        }
    }

    private static void port(Place listener, boolean required, Verdict verdict) {
        var port = listener.at("port");
        var bind = listener.text("bind");
        if (port.isEmpty()) {
            if (required) {
                verdict.error(listener, "the listener has no port", "Add `port`.");
            }
            return;
        }
        boolean socket = bind.startsWith(Binding.SOCKET);
        listener.at("bind").ifPresent(place -> Binding.check(place, verdict));
        var name = port.get().text("name");
        if (!name.isEmpty() && !DomainName.isLabel(name)) {
            verdict.error(port.get(), "`" + name + "` is no port's name", "Use letters, digits and hyphens.");
        }
        if (!port.get().text("targetPort").isEmpty()) {
            verdict.error(port.get(), "targetPort has no effect on a Sidecar", "Remove targetPort.");
        }
        if (!PROTOCOLS.contains(port.get().text("protocol").toUpperCase(Locale.ROOT))) {
            verdict.error(
                    port.get(), "`" + port.get().text("protocol") + "` is no protocol", "Write HTTP, GRPC or TCP.");
        }
        if (socket && !List.of("", "DEFAULT", "NONE").contains(listener.text("captureMode"))) {
            verdict.error(listener, "a listener on a socket captures nothing", "Remove captureMode.");
        }
        if (!socket) {
            Syntax.port(port.get().at("number").orElse(port.get()), 1, verdict);
        }
    }

    private static void outbound(Place policy, Verdict verdict) {
        if (policy.text("mode").equals("ALLOW_ANY_DYNAMIC_DNS")) {
            verdict.error(policy, "ALLOW_ANY_DYNAMIC_DNS is for the mesh config only", "Write ALLOW_ANY.");
        }
        policy.at("egressProxy").ifPresent(proxy -> {
            if (!policy.text("mode").equals("ALLOW_ANY")) {
                verdict.error(proxy, "egressProxy needs the mode ALLOW_ANY", "Write `mode: ALLOW_ANY`.");
            }
            if (!proxy.has("port")) {
                verdict.error(proxy, "egressProxy has no port", "Add `port.number`.");
            }
            DestinationCheck.destination(proxy, verdict);
        });
    }
}
