package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.schema.syntax.DomainName;
import dev.meshwright.schema.syntax.IpAddress;
import java.util.List;

/// Hosts, gateways and TCP and TLS routes of a VirtualService; HTTP routes are left to [HttpRouteCheck].
final class VirtualServiceCheck implements KindCheck {
    private static final String MESH = "mesh";

    /// How the names start that gateways between networks use for SNI.
    private static final String GENERATED_SNI = "outbound_.";

    @Override
    public String group() {
        return "networking.istio.io";
    }

    @Override
    public String kind() {
        return "VirtualService";
    }

    @Override
    public void check(Manifest object, Place spec, Verdict verdict) {
        var gateways = spec.items("gateways");
        boolean inMesh = gateways.isEmpty()
                || gateways.stream().anyMatch(gateway -> gateway.text().equals(MESH));
        boolean delegate = spec.items("hosts").isEmpty();
        if (delegate) {
            delegate(spec, verdict);
        } else {
            gateways.forEach(gateway -> gateway(gateway, verdict));
            hosts(spec, inMesh, verdict);
        }
        if (spec.items("http").isEmpty()
                && spec.items("tcp").isEmpty()
                && spec.items("tls").isEmpty()) {
            verdict.error(spec, "the VirtualService has no routes", "Add `http`, `tls` or `tcp`.");
        }
        Syntax.exportTo(spec, object.namespace(), verdict);
        if (gateways.stream().allMatch(gateway -> gateway.text().equals(MESH))) {
            claims(spec, verdict);
        }
        spec.items("http").forEach(route -> HttpRouteCheck.check(route, delegate, verdict));
        spec.items("tls").forEach(route -> tls(spec, route, verdict));
        for (var route : spec.items("tcp")) {
            route.items("match").forEach(match -> connection(match, verdict));
            destinations(route, "TCP", verdict);
        }
    }

    /// Tokens are validated at gateways, so only there routes may ask for their claims.
    private static void claims(Place spec, Verdict verdict) {
        for (var route : spec.items("http")) {
            for (var match : route.items("match")) {
                for (var field : List.of("headers", "withoutHeaders")) {
                    for (var header : match.values(field)) {
                        if (HttpMatchCheck.isClaim(
                                header.path().substring(match.path().length() + field.length() + 2))) {
                            verdict.error(
                                    header,
                                    "routes by a token's claim work at gateways only",
                                    "Bind the VirtualService to a gateway.");
                        }
                    }
                }
            }
        }
    }

    private static void delegate(Place spec, Verdict verdict) {
        for (var field : List.of("gateways", "tls", "tcp")) {
            if (!spec.items(field).isEmpty()) {
                verdict.error(
                        spec,
                        "a VirtualService without hosts is a delegate, which has no " + field,
                        "Add `hosts`, or remove `" + field + "`.");
            }
        }
    }

    /// A gateway's name, or the word for all sidecars.
    static void gateway(Place gateway, Verdict verdict) {
        var text = gateway.text();
        if (text.equals(MESH)) {
            return;
        }
        var parts = text.split("/", -1);
        if (parts.length > 2 || (parts.length == 2 && !DomainName.isLabel(parts[0]) && !parts[0].equals("."))) {
            verdict.error(gateway, "`" + text + "` is no gateway's name", "Write NAMESPACE/NAME.");
            return;
        }
        if (parts.length == 1 && text.contains(".")) {
            verdict.warning(gateway, "`" + text + "` is an old form of gateway name", "Write NAMESPACE/NAME.");
        }
        DomainName.fault(parts[parts.length - 1])
                .ifPresent(fault -> verdict.error(
                        gateway, "`" + text + "` is no gateway's name: " + fault, "Write NAMESPACE/NAME."));
    }

    private static void hosts(Place spec, boolean inMesh, Verdict verdict) {
        var hosts = spec.items("hosts");
        boolean valid = true;
        for (var host : hosts) {
            var text = host.text();
            if (inMesh && text.equals("*")) {
                valid = false;
                verdict.error(
                        host,
                        "the host `*` would take every call of the mesh",
                        "Name the hosts, or remove the gateway `mesh`.");
            }
            boolean named = inMesh || !text.startsWith(GENERATED_SNI);
            var fault = DomainName.faultOfWildcard(text).filter(_ -> named && !IpAddress.isAddress(text));
            fault.ifPresent(why -> Syntax.badHost(host, why, verdict));
            valid &= fault.isEmpty();
        }
        for (int i = 0; valid && i < hosts.size(); i++) {
            for (int j = i + 1; j < hosts.size(); j++) {
                if (DomainName.overlap(hosts.get(i).text(), hosts.get(j).text())) {
                    verdict.error(
                            hosts.get(j),
                            "the hosts `" + hosts.get(i).text() + "` and `"
                                    + hosts.get(j).text() + "` overlap",
                            "Keep the wider one, or name hosts that do not overlap.");
                }
            }
        }
    }

    private static void tls(Place spec, Place route, Verdict verdict) {
        if (route.items("match").isEmpty()) {
            verdict.error(route, "a TLS route needs a match on sniHosts", "Add `match` with `sniHosts`.");
        }
        for (var match : route.items("match")) {
            if (match.items("sniHosts").isEmpty()) {
                verdict.error(match, "the match of a TLS route needs sniHosts", "Add `sniHosts`.");
            }
            connection(match, verdict);
            for (var sni : match.items("sniHosts")) {
                if (IpAddress.isAddress(sni.text())) {
                    verdict.warning(sni, "clients send no IP address as SNI", "Write a host name.");
                    continue;
                }
                if (!sni.text().startsWith(GENERATED_SNI)) {
                    Syntax.wildcardHost(sni, verdict);
                }
                if (spec.items("hosts").stream().noneMatch(host -> DomainName.covers(host.text(), sni.text()))) {
                    verdict.error(sni, "the SNI host `" + sni.text() + "` is none of the hosts", "Add it to `hosts`.");
                }
            }
        }
        destinations(route, "TLS", verdict);
    }

    /// What a TCP or TLS route may match besides names.
    private static void connection(Place match, Verdict verdict) {
        match.items("destinationSubnets").forEach(subnet -> Syntax.ipOrBlock(subnet, verdict));
        match.at("port").ifPresent(port -> Syntax.port(port, 1, verdict));
        Syntax.labels(match, "sourceLabels", verdict);
        match.items("gateways").forEach(gateway -> gateway(gateway, verdict));
    }

    private static void destinations(Place route, String protocol, Verdict verdict) {
        var destinations = route.items("route");
        if (destinations.isEmpty()) {
            verdict.error(route, "the " + protocol + " route has no destination", "Add `route`.");
        }
        destinations.forEach(destination -> DestinationCheck.check(destination, verdict));
        DestinationCheck.weights(route, verdict);
    }
}
