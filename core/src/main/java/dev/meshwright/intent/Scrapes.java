package dev.meshwright.intent;

import dev.meshwright.intent.Intent.PublicPort;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Workload;
import java.util.List;
import java.util.Optional;

/// Pods whose metrics Prometheus fetches itself. Usually the proxy hands them out on a port of its own (metrics
/// merging), which mutual TLS and policies do not touch; where that is switched off the metrics port has to stay open.
final class Scrapes {
    private Scrapes() {}

    /// The metrics port, if it is one of its own; a port that serves requests too is not opened for metrics.
    static Optional<PublicPort> of(Service service, List<Workload> workloads) {
        for (var workload : workloads) {
            var annotations = workload.annotations();
            boolean scraped = "true".equals(annotations.get("prometheus.io/scrape"));
            boolean merged = !"false".equals(annotations.get("prometheus.istio.io/merge-metrics"));
            var port = annotations.getOrDefault("prometheus.io/port", "");
            if (scraped && !merged && port.matches("[1-9][0-9]{0,4}")) {
                int number = Integer.parseInt(port);
                if (service.ports().stream().noneMatch(one -> one.targetPort() == number || one.port() == number)) {
                    return Optional.of(new PublicPort(
                            number, List.of(), "Prometheus fetches metrics here itself, as metrics merging is off"));
                }
            }
        }
        return Optional.empty();
    }
}
