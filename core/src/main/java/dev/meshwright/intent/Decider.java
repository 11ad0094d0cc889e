package dev.meshwright.intent;

import dev.meshwright.intent.Classifier.Classification;
import dev.meshwright.intent.Decisions.Decision;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Decides for every service how calls to it are treated, with a reason for each value.
public final class Decider {
    private final CallGraph graph;
    private final Intent intent;
    private final SequencedMap<String, Classification> classes;
    private final Map<String, TimeoutChoice> timeouts = new HashMap<>();

    private Decider(CallGraph graph, Intent intent) {
        this.graph = graph;
        this.intent = intent;
        this.classes = Classifier.classify(graph, intent);
    }

    /// A timeout with its reason; null for none.
    record TimeoutChoice(@Nullable Duration timeout, String why) {}

    public static Decisions decide(Topology topology, Intent intent) {
        return new Decider(new CallGraph(topology), intent).decide();
    }

    private Decisions decide() {
        for (var service : graph.services()) {
            if (serviceClass(service) != ServiceClass.GATEWAY) {
                timeouts.put(service.id(), timeout(service));
            }
        }
        // A gateway waits for what it calls, so it comes after all others.
        var gateways = new HashMap<String, TimeoutChoice>();
        for (var service : graph.services()) {
            if (serviceClass(service) == ServiceClass.GATEWAY) {
                gateways.put(service.id(), timeout(service));
            }
        }
        timeouts.putAll(gateways);
        var decisions = new ArrayList<Decision>();
        for (var service : graph.services()) {
            decisions.add(decision(service));
        }
        return new Decisions(decisions);
    }

    private ServiceClass serviceClass(Service service) {
        return classification(service).serviceClass();
    }

    private Classification classification(Service service) {
        return Objects.requireNonNull(classes.get(service.id()));
    }

    private Decision decision(Service service) {
        var classification = classification(service);
        if (service.isWorkloadOnly()) {
            return new Decision(service.id(), classification.serviceClass(), classification.why(), List.of());
        }
        int asks = graph.asks(service.id()).size();
        var timeout = Objects.requireNonNull(timeouts.get(service.id()));
        var settings = new SettingsBuilder(service, classification.serviceClass(), intent, timeout, asks);
        var traffic = settings.build();
        return new Decision(
                service.id(), classification.serviceClass(), classification.why(), settings.reasons(), traffic);
    }

    private TimeoutChoice timeout(Service service) {
        var wanted = intent.service(service.id());
        var set = wanted.timeout() == null
                ? null
                : Durations.parse(wanted.timeout()).orElse(null);
        if (set != null) {
            return new TimeoutChoice(set.isZero() ? null : set, "the intent file says so");
        }
        if (serviceClass(service) == ServiceClass.TCP) {
            return new TimeoutChoice(null, "a TCP connection has no answer to wait for");
        }
        var stream = Streams.reason(graph, service, wanted);
        if (stream.isPresent()) {
            return new TimeoutChoice(null, stream.get() + "; a timeout would cut the stream");
        }
        return switch (serviceClass(service)) {
            case SYNC -> seconds(3, "callers wait for the answer");
            case WEBHOOK -> seconds(3, "callers wait for the answer");
            case FAN_OUT -> seconds(5, "it asks " + graph.asks(service.id()).size() + " services before it answers");
            case WORKER -> seconds(10, "batch work may take its time");
            case EXTERNAL_CALLING -> seconds(10, "it waits for somebody outside the cluster");
            case GATEWAY -> gatewayTimeout(service);
            case TCP -> new TimeoutChoice(null, "a TCP connection has no answer to wait for");
        };
    }

    private TimeoutChoice gatewayTimeout(Service service) {
        var longest = Duration.ZERO;
        for (var callee : graph.asks(service.id())) {
            var choice = timeouts.get(callee);
            if (choice != null && choice.timeout() == null) {
                return new TimeoutChoice(null, callee + " behind it streams; a timeout here would cut the stream");
            }
            if (choice != null && choice.timeout() != null && choice.timeout().compareTo(longest) > 0) {
                longest = choice.timeout();
            }
        }
        var fitting = longest.plusSeconds(1);
        return fitting.compareTo(Duration.ofSeconds(5)) <= 0
                ? seconds(5, "it hands requests on to services with shorter timeouts")
                : new TimeoutChoice(
                        fitting, "a second more than the longest timeout behind it (" + Durations.text(longest) + ")");
    }

    private static TimeoutChoice seconds(int seconds, String why) {
        return new TimeoutChoice(Duration.ofSeconds(seconds), why);
    }
}
