package dev.meshwright.topology;

import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Health checks that outlast their period, and liveness checks that end a container before it can have started.
final class ProbeWarnings {
    /// The kind of warnings about probes that may take longer than the time between them.
    static final String SLOW = "slow-probe";

    /// The kind of warnings about liveness probes that give up before the readiness probe begins.
    static final String EARLY = "early-liveness";

    private static final List<String> PROBES = List.of("livenessProbe", "readinessProbe", "startupProbe");

    private ProbeWarnings() {}

    static List<Topology.Warning> of(List<Workload> workloads) {
        var warnings = new ArrayList<Topology.Warning>();
        for (var workload : workloads) {
            for (var container : Workloads.containers(workload.podSpec())) {
                for (var probe : PROBES) {
                    container
                            .at(probe)
                            .flatMap(node -> slow(workload, probe, node))
                            .ifPresent(warnings::add);
                }
                early(workload, container).ifPresent(warnings::add);
            }
        }
        return warnings.stream().distinct().toList();
    }

    private static Optional<Topology.Warning> slow(Workload workload, String name, Node probe) {
        var timeout = probe.at("timeoutSeconds");
        int seconds = timeout.flatMap(Node::integer).orElse(1);
        int period = period(probe);
        if (timeout.isEmpty() || seconds <= period || period <= 0) {
            return Optional.empty();
        }
        return Optional.of(warning(
                SLOW,
                "the %s of %s may take %d s, longer than the %d s between two of them"
                        .formatted(name, workload.id(), seconds, period),
                timeout.get()));
    }

    /// Readiness is asked about when the container is expected to have started; by then liveness has given up. A
    /// startup probe holds both back.
    private static Optional<Topology.Warning> early(Workload workload, Node container) {
        var liveness = container.at("livenessProbe");
        int ready = container.integer("readinessProbe", "initialDelaySeconds").orElse(0);
        if (liveness.isEmpty() || container.at("startupProbe").isPresent()) {
            return Optional.empty();
        }
        long delay = liveness.get().integer("initialDelaySeconds").orElse(0);
        int failures = liveness.get().integer("failureThreshold").orElse(3);
        long ends = delay + (long) failures * period(liveness.get());
        if (failures < 1 || period(liveness.get()) < 1 || ends >= ready) {
            return Optional.empty();
        }
        return Optional.of(warning(
                EARLY,
                "the livenessProbe of %s gives up after %d s, before its readinessProbe begins at %d s"
                        .formatted(workload.id(), ends, ready),
                liveness.get()));
    }

    private static int period(Node probe) {
        return probe.integer("periodSeconds").orElse(10);
    }

    private static Topology.Warning warning(String kind, String message, Node at) {
        return new Topology.Warning(kind, message, at.where().file(), at.where().line());
    }
}
