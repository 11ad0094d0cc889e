package dev.meshwright.generate;

import static dev.meshwright.generate.Resource.map;

import dev.meshwright.intent.Durations;
import java.util.Set;

/// The DestinationRule of a service: how many connections and requests it is sent, and which instances are left out.
final class DestinationRules {
    private static final Set<String> SETTINGS = Set.of(
            "maxConnections",
            "http1MaxPendingRequests",
            "http2MaxRequests",
            "connectTimeout",
            "consecutive5xxErrors",
            "baseEjectionTime",
            "interval",
            "maxEjectionPercent");

    private DestinationRules() {}

    static GeneratedFile file(Target target) {
        var service = target.service();
        var pool = target.decision().traffic().pool();
        var outliers = target.decision().traffic().outliers();
        var connections = map(
                "tcp",
                map("maxConnections", pool.connections(), "connectTimeout", Durations.text(pool.connectTimeout())));
        if (!target.httpPorts().isEmpty()) {
            connections.put(
                    "http", map("http1MaxPendingRequests", pool.pending(), "http2MaxRequests", pool.requests()));
        }
        var policy = map(
                "connectionPool",
                connections,
                "outlierDetection",
                map(
                        "consecutive5xxErrors",
                        outliers.errors(),
                        "interval",
                        Durations.text(outliers.interval()),
                        "baseEjectionTime",
                        Durations.text(outliers.ejection()),
                        "maxEjectionPercent",
                        outliers.maxPercent()));
        return new FileText("DestinationRule of " + target.id() + ": limits, and instances that fail are left out.")
                .note(target.kind())
                .reasons(target.settings(SETTINGS))
                .document(Resource.of(
                        "networking.istio.io/v1",
                        "DestinationRule",
                        service.namespace(),
                        service.name(),
                        map("host", service.host(), "trafficPolicy", policy)))
                .at(target.folder() + "/destination-rule.yaml");
    }
}
