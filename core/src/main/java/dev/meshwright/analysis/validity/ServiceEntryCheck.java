package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.schema.syntax.DomainName;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Hosts, addresses, ports and endpoints of a ServiceEntry.
final class ServiceEntryCheck implements KindCheck {
    private static final Set<String> DYNAMIC = Set.of("HTTP", "HTTP2", "GRPC", "TLS", "HTTPS");

    /// The protocols by which a call names its host.
    private static final Set<String> NAMING = Set.of("HTTP", "HTTP2", "GRPC", "GRPC-WEB", "HTTP_PROXY", "TLS", "HTTPS");

    /// Every protocol that a port may have; none means that it is detected.
    private static final Set<String> PROTOCOLS = Set.of("", "TCP", "UDP", "MONGO", "REDIS", "MYSQL");

    @Override
    public String group() {
        return "networking.istio.io";
    }

    @Override
    public String kind() {
        return "ServiceEntry";
    }

    @Override
    public void check(Manifest object, Place spec, Verdict verdict) {
        var resolution = spec.text("resolution").isEmpty() ? "NONE" : spec.text("resolution");
        hosts(spec, verdict);
        spec.items("addresses").forEach(address -> Syntax.ipOrBlock(address, verdict));
        ports(spec, verdict);
        spec.at("workloadSelector").ifPresent(selector -> {
            Selectors.labels(selector, "labels", verdict);
            if (resolution.equals("NONE")) {
                verdict.warning(
                        spec,
                        "workloadSelector should not be set when the resolution is NONE",
                        "Write `resolution: STATIC`.");
            }
        });
        switch (resolution) {
            case "NONE" -> {
                if (!spec.items("endpoints").isEmpty()) {
                    verdict.error(spec, "resolution NONE has no endpoints", "Write `resolution: STATIC` or DNS.");
                }
            }
            case "DNS", "DNS_ROUND_ROBIN" -> dns(spec, resolution, verdict);
            case "DYNAMIC_DNS" -> dynamicDns(spec, verdict);
            default -> {}
        }
        severalHosts(spec, resolution, verdict);
        spec.items("endpoints").forEach(endpoint -> endpoint(spec, endpoint, resolution, verdict));
        Syntax.exportTo(spec, object.namespace(), verdict);
    }

    private static void hosts(Place spec, Verdict verdict) {
        if (spec.items("hosts").isEmpty()) {
            verdict.error(spec, "the ServiceEntry has no hosts", "Add a host.");
        }
        for (var host : spec.items("hosts")) {
            var text = host.text();
            if (text.equals("*")) {
                Syntax.badHost(host, "it would take every call", verdict);
            }
            Syntax.wildcardHost(host, verdict);
            if (text.contains("*") && text.length() > 1 && !text.startsWith("*.")) {
                verdict.warning(host, "the wildcard of `" + text + "` is only part of a label", "Write `*.` first.");
            }
        }
    }

    private static void ports(Place spec, Verdict verdict) {
        var names = new HashSet<String>();
        var numbers = new HashSet<String>();
        boolean addressed = !spec.items("addresses").isEmpty();
        for (var port : spec.items("ports")) {
            port.at("number")
                    .ifPresentOrElse(
                            number -> Syntax.port(number, 1, verdict),
                            () -> verdict.error(port, "the port has no number", "Add `number`."));
            port.at("targetPort").ifPresent(target -> Syntax.port(target, 1, verdict));
            if (!names.add(port.text("name"))) {
                verdict.error(port, "two ports are named `" + port.text("name") + "`", "Give each its own name.");
            }
            if (!numbers.add(port.text("number"))) {
                verdict.error(port, "port " + port.text("number") + " stands twice", "Remove one of the two.");
            }
            var protocol = port.text("protocol").toUpperCase(Locale.ROOT);
            if (!NAMING.contains(protocol) && !PROTOCOLS.contains(protocol)) {
                verdict.error(port, "`" + port.text("protocol") + "` is no protocol", "Write HTTP, GRPC, TLS or TCP.");
            }
            if (!DomainName.isLabel(port.text("name"))) {
                verdict.error(
                        port, "`" + port.text("name") + "` is no port's name", "Use letters, digits and hyphens.");
            }
            if (!addressed && (protocol.isEmpty() || protocol.equals("TCP"))) {
                verdict.warning(
                        port,
                        "a TCP port without addresses takes all traffic on its port unless addresses are allocated",
                        "Add `addresses`.");
            }
        }
    }

    private static void dns(Place spec, String resolution, Verdict verdict) {
        var endpoints = spec.items("endpoints");
        if (endpoints.isEmpty() && !spec.has("workloadSelector")) {
            for (var host : spec.items("hosts")) {
                DomainName.fault(host.text())
                        .ifPresent(fault -> verdict.error(
                                host,
                                "`" + host.text() + "` cannot be resolved by DNS: " + fault,
                                "Add endpoints, or name the host in full."));
            }
        }
        if (resolution.equals("DNS_ROUND_ROBIN") && endpoints.size() > 1) {
            verdict.error(spec, "DNS_ROUND_ROBIN takes at most one endpoint", "Write `resolution: DNS`.");
        }
    }

    /// Only HTTP and TLS name the host that a call is for.
    private static void severalHosts(Place spec, String resolution, Verdict verdict) {
        var unnamed = spec.items("ports").stream()
                .filter(port -> !NAMING.contains(port.text("protocol").toUpperCase(Locale.ROOT)))
                .findFirst();
        if (spec.items("hosts").size() > 1 && !resolution.equals("NONE")) {
            unnamed.ifPresent(port -> verdict.error(
                    port,
                    "calls to port " + port.text("number") + " do not tell which of the hosts they are for",
                    "Write an entry for each host, or a protocol that names the host."));
        }
    }

    private static void dynamicDns(Place spec, Verdict verdict) {
        if (spec.items("hosts").stream().noneMatch(host -> host.text().startsWith("*"))) {
            verdict.error(spec, "DYNAMIC_DNS is for wildcard hosts", "Write `resolution: DNS`.");
        }
        for (var field : List.of("addresses", "endpoints")) {
            if (!spec.items(field).isEmpty()) {
                verdict.error(spec, "DYNAMIC_DNS finds addresses itself: no " + field, "Remove `" + field + "`.");
            }
        }
        for (var port : spec.items("ports")) {
            if (!DYNAMIC.contains(port.text("protocol").toUpperCase(Locale.ROOT))) {
                verdict.error(port, "DYNAMIC_DNS needs a protocol that names the host", "Write HTTP, TLS or GRPC.");
            }
        }
    }

    private static void endpoint(Place spec, Place endpoint, String resolution, Verdict verdict) {
        if (resolution.startsWith("DNS") && endpoint.text("address").startsWith("unix://")) {
            verdict.error(endpoint, "a Unix socket cannot be resolved by DNS", "Write `resolution: STATIC`.");
        }
        WorkloadEntryCheck.address(endpoint, resolution.startsWith("DNS"), verdict);
        var names = spec.items("ports").stream().map(port -> port.text("name")).toList();
        for (var port : endpoint.values("ports")) {
            var name = port.path().substring(endpoint.path().length() + ".ports.".length());
            if (!names.contains(name)) {
                verdict.error(port, "the ServiceEntry has no port `" + name + "`", "Name one of its ports.");
            }
        }
        if (endpoint.text("address").startsWith("unix://") && names.size() != 1) {
            verdict.error(endpoint, "an endpoint on a Unix socket needs exactly one port", "Keep one port.");
        }
        Syntax.labels(endpoint, "labels", verdict);
    }
}
