package dev.meshwright.rollout;

import dev.meshwright.intent.Decisions;
import dev.meshwright.intent.Intent;
import dev.meshwright.intent.ServiceClass;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How much hangs on a service; the least critical join first.
enum Tier {
    WORKERS("workers", "Workers and other leaves"),
    INTERNAL("internal", "Internal services"),
    CORE("core", "Core services"),
    GATEWAY("gateway", "The entry");

    /// Labels with which teams say it themselves, the most explicit first.
    private static final List<String> LABELS =
            List.of("criticality", "tier", "app.kubernetes.io/component", "component", "role");

    private final String word;
    private final String title;

    Tier(String word, String title) {
        this.word = word;
        this.title = title;
    }

    String word() {
        return word;
    }

    String title() {
        return title;
    }

    /// The tier of every service: by the intent file, else by what traffic says of an entry, else by the workload's
    /// own label, else by its place in the graph.
    static Map<String, Tier> ofAll(Topology topology, Decisions decisions, Intent intent) {
        var callsOthers = new HashSet<String>();
        var calledByEntry = new HashSet<String>();
        var entries = new HashSet<String>();
        for (var edge : topology.edges()) {
            if (edge.fromIngress()) {
                entries.add(edge.to());
            }
        }
        for (var edge : topology.edges()) {
            if (!edge.fromIngress() && !edge.from().equals(edge.to())) {
                callsOthers.add(edge.from());
                if (entries.contains(edge.from())) {
                    calledByEntry.add(edge.to());
                }
            }
        }
        var labels = labels(topology);
        var tiers = new HashMap<String, Tier>();
        for (var service : topology.services()) {
            var id = service.id();
            var tier = named(intent.service(id).criticality())
                    .or(() -> entries.contains(id) ? Optional.of(GATEWAY) : Optional.empty())
                    .or(() -> Optional.ofNullable(labels.get(id)))
                    .orElseGet(() -> {
                        var serviceClass = decisions
                                .of(id)
                                .map(Decisions.Decision::serviceClass)
                                .orElse(ServiceClass.SYNC);
                        return byGraph(id, serviceClass, callsOthers, calledByEntry);
                    });
            tiers.put(id, tier);
        }
        return tiers;
    }

    private static Tier byGraph(
            String id, ServiceClass serviceClass, Set<String> callsOthers, Set<String> calledByEntry) {
        return switch (serviceClass) {
            case GATEWAY -> GATEWAY;
            case WORKER -> WORKERS;
            case EXTERNAL_CALLING, WEBHOOK -> CORE;
            case SYNC, FAN_OUT, TCP -> {
                if (!callsOthers.contains(id)) {
                    yield WORKERS;
                }
                yield calledByEntry.contains(id) ? CORE : INTERNAL;
            }
        };
    }

    private static Map<String, Tier> labels(Topology topology) {
        var byWorkload = new HashMap<String, Tier>();
        for (var workload : topology.workloads()) {
            LABELS.stream()
                    .flatMap(label -> named(workload.labels().get(label)).stream())
                    .findFirst()
                    .ifPresent(tier -> byWorkload.put(workload.id(), tier));
        }
        var byService = new HashMap<String, Tier>();
        for (Service service : topology.services()) {
            service.workloads().stream()
                    .map(byWorkload::get)
                    .filter(tier -> tier != null)
                    .max(Tier::compareTo)
                    .ifPresent(tier -> byService.put(service.id(), tier));
        }
        return byService;
    }

    private static Optional<Tier> named(@Nullable String value) {
        return switch (value == null ? "" : value.toLowerCase(Locale.ROOT)) {
            case "worker", "workers", "batch", "consumer", "leaf" -> Optional.of(WORKERS);
            case "internal", "backend", "middle", "support" -> Optional.of(INTERNAL);
            case "core", "critical", "webhook" -> Optional.of(CORE);
            case "gateway", "edge", "ingress", "frontend" -> Optional.of(GATEWAY);
            default -> Optional.empty();
        };
    }
}
