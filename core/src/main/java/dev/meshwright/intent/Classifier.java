package dev.meshwright.intent;

import dev.meshwright.topology.ExternalCall;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/// Infers what kind of service each is; the intent file has the last word.
public final class Classifier {
    /// From here on a service "fans out to several".
    static final int SEVERAL = 3;

    private static final Set<String> WORKER_WORDS =
            Set.of("worker", "workers", "consumer", "batch", "queue", "job", "jobs", "processor", "cron");

    private final CallGraph graph;
    private final Intent intent;

    private Classifier(CallGraph graph, Intent intent) {
        this.graph = graph;
        this.intent = intent;
    }

    /// A class with the reason for it, in half a sentence.
    public record Classification(ServiceClass serviceClass, String why) {}

    /// By `namespace/name`, in the order of the topology.
    public static SequencedMap<String, Classification> classify(Topology topology, Intent intent) {
        return classify(new CallGraph(topology), intent);
    }

    static SequencedMap<String, Classification> classify(CallGraph graph, Intent intent) {
        var classifier = new Classifier(graph, intent);
        var classes = new LinkedHashMap<String, Classification>();
        graph.services().forEach(service -> classes.put(service.id(), classifier.classify(service)));
        return classes;
    }

    private Classification classify(Service service) {
        var wanted = intent.service(service.id());
        if (wanted.serviceClass() != null) {
            return new Classification(wanted.serviceClass(), "the intent file says so");
        }
        if (!service.ports().isEmpty()
                && service.ports().stream().map(Service.Port::protocol).noneMatch(Protocol::isHttp)) {
            return new Classification(ServiceClass.TCP, "none of its ports speaks HTTP or gRPC");
        }
        var asks = graph.asks(service.id());
        if (graph.isEntry(service.id())) {
            return new Classification(ServiceClass.GATEWAY, "a gateway or Ingress sends it the traffic from outside");
        }
        var open = wanted.publicPorts().isEmpty() ? OpenPorts.of(graph, service) : wanted.publicPorts();
        if (!open.isEmpty()) {
            var ports = open.stream().map(port -> "" + port.port()).collect(Collectors.joining(", "));
            return asks.size() >= SEVERAL
                    ? new Classification(
                            ServiceClass.GATEWAY, "takes traffic from outside on port " + ports + " and " + calls(asks))
                    : new Classification(ServiceClass.WEBHOOK, "takes calls from outside on port " + ports);
        }
        var external = graph.externalCallsOf(service.id()).stream()
                .map(ExternalCall::host)
                .distinct()
                .toList();
        if (!external.isEmpty()) {
            return new Classification(
                    ServiceClass.EXTERNAL_CALLING, "calls " + list(external) + " outside the cluster");
        }
        if (asks.size() >= SEVERAL) {
            return new Classification(ServiceClass.FAN_OUT, calls(asks));
        }
        return worker(service, asks)
                .orElseGet(() -> new Classification(
                        ServiceClass.SYNC, asks.isEmpty() ? "answers without asking other services" : calls(asks)));
    }

    private Optional<Classification> worker(Service service, List<String> asks) {
        if (!asks.isEmpty()) {
            return Optional.empty();
        }
        var workloads = graph.workloads(service);
        if (!workloads.isEmpty() && workloads.stream().allMatch(Workload::isJob)) {
            return Optional.of(new Classification(
                    ServiceClass.WORKER, "is a " + workloads.getFirst().kind()));
        }
        for (var workload : workloads) {
            var component = workload.labels().getOrDefault("app.kubernetes.io/component", "");
            if (isWorkerWord(component)) {
                return Optional.of(new Classification(
                        ServiceClass.WORKER, "is labelled app.kubernetes.io/component: " + component));
            }
        }
        return isWorkerWord(service.name())
                ? Optional.of(new Classification(ServiceClass.WORKER, "is named like one and calls no other service"))
                : Optional.empty();
    }

    private static boolean isWorkerWord(String name) {
        for (var word : name.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1)) {
            if (WORKER_WORDS.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static String calls(List<String> ids) {
        return "calls "
                + list(ids.stream().map(id -> id.substring(id.indexOf('/') + 1)).toList());
    }

    private static String list(List<String> names) {
        int shown = names.size() > 6 ? 5 : names.size();
        var text = String.join(", ", names.subList(0, shown));
        return shown == names.size() ? text : text + " and " + (names.size() - shown) + " more";
    }
}
