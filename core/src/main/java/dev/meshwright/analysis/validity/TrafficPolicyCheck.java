package dev.meshwright.analysis.validity;

import dev.meshwright.schema.syntax.DomainName;
import dev.meshwright.schema.syntax.IpAddress;
import java.util.List;

/// A traffic policy of a DestinationRule, for a host, a subset or a port.
final class TrafficPolicyCheck {
    private TrafficPolicyCheck() {}

    static void check(Place policy, Verdict verdict) {
        if (policy.values().isEmpty()) {
            verdict.error(policy, "the traffic policy is empty", "Add a setting, or remove trafficPolicy.");
        }
        settings(policy, verdict);
        for (var port : policy.items("portLevelSettings")) {
            port.at("port", "number")
                    .ifPresentOrElse(
                            number -> Syntax.port(number, 1, verdict),
                            () -> verdict.error(port, "settings for a port need its number", "Add `port.number`."));
            if (port.values().size() < 2) {
                verdict.error(port, "the port has no settings", "Add a setting, or remove the entry.");
            }
            settings(port, verdict);
        }
        if (policy.has("tunnel") && policy.has("proxyProtocol")) {
            verdict.error(policy, "tunnel and proxyProtocol exclude each other", "Remove one of the two.");
        }
        policy.at("tunnel").ifPresent(tunnel -> tunnel(tunnel, verdict));
    }

    private static void settings(Place policy, Verdict verdict) {
        policy.at("connectionPool").ifPresent(pool -> connectionPool(pool, verdict));
        policy.at("outlierDetection").ifPresent(outlier -> outlierDetection(outlier, verdict));
        policy.at("loadBalancer")
                .ifPresent(balancer -> LoadBalancerCheck.check(balancer, policy.has("outlierDetection"), verdict));
        policy.at("tls").ifPresent(tls -> ClientTlsCheck.check(tls, verdict));
    }

    static void connectionPool(Place pool, Verdict verdict) {
        if (!pool.has("http") && !pool.has("tcp")) {
            verdict.error(pool, "the connection pool is empty", "Add `http` or `tcp`, or remove connectionPool.");
        }
        pool.at("http").ifPresent(http -> {
            for (var field : List.of(
                    "http1MaxPendingRequests",
                    "http2MaxRequests",
                    "maxRequestsPerConnection",
                    "maxRetries",
                    "maxConcurrentStreams")) {
                notNegative(http, field, verdict);
            }
            Syntax.duration(http, "idleTimeout", verdict);
            if (http.isTrue("useClientProtocol") && http.text("h2UpgradePolicy").equals("UPGRADE")) {
                verdict.error(http, "useClientProtocol excludes h2UpgradePolicy UPGRADE", "Remove one of the two.");
            }
            http.at("http2KeepAlive").ifPresent(keepAlive -> {
                for (var field : List.of("interval", "timeout")) {
                    if (!keepAlive.has(field)) {
                        verdict.error(keepAlive, "http2KeepAlive needs " + field, "Add `" + field + "`.");
                    }
                    Syntax.duration(keepAlive, field, verdict);
                }
            });
        });
        pool.at("tcp").ifPresent(tcp -> {
            notNegative(tcp, "maxConnections", verdict);
            Syntax.duration(tcp, "connectTimeout", verdict);
            Syntax.duration(tcp, "maxConnectionDuration", verdict);
        });
    }

    private static void notNegative(Place place, String field, Verdict verdict) {
        if (Syntax.number(place, field).filter(number -> number < 0).isPresent()) {
            verdict.error(place, field + " is negative", "Write 0 or more.");
        }
    }

    private static void outlierDetection(Place outlier, Verdict verdict) {
        Syntax.duration(outlier, "interval", verdict);
        Syntax.duration(outlier, "baseEjectionTime", verdict);
        for (var field : List.of("maxEjectionPercent", "minHealthPercent")) {
            Syntax.number(outlier, field)
                    .filter(percent -> percent < 0 || percent > 100)
                    .ifPresent(percent -> verdict.error(
                            outlier, field + " is " + percent + ", not from 0 to 100", "Write a percentage."));
        }
        if (outlier.has("consecutiveLocalOriginFailures") && !outlier.isTrue("splitExternalLocalOriginErrors")) {
            verdict.warning(
                    outlier,
                    "consecutiveLocalOriginFailures has no effect without splitExternalLocalOriginErrors",
                    "Add `splitExternalLocalOriginErrors: true`.");
        }
        if (outlier.has("consecutiveErrors")) {
            verdict.warning(outlier, "consecutiveErrors is deprecated", "Use consecutive5xxErrors.");
        }
    }

    private static void tunnel(Place tunnel, Verdict verdict) {
        var protocol = tunnel.text("protocol");
        if (!List.of("", "CONNECT", "POST").contains(protocol)) {
            verdict.error(tunnel, "a tunnel speaks CONNECT or POST, not " + protocol, "Write CONNECT.");
        }
        var host = tunnel.text("targetHost");
        if (!IpAddress.isAddress(host) && DomainName.fault(host).isPresent()) {
            verdict.error(tunnel, "`" + host + "` is no host for a tunnel", "Write a host name without wildcard.");
        }
        tunnel.at("targetPort").ifPresent(port -> Syntax.port(port, 1, verdict));
    }
}
