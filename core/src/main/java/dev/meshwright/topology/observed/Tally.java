package dev.meshwright.topology.observed;

import dev.meshwright.manifest.Source;
import dev.meshwright.topology.Evidence;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Traffic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The flows from one to another, added up per counter.
final class Tally {
    /// More paths than this are not one per route, but one per request.
    private static final int MOST_OPERATIONS = 100;

    private static final Flow.Count NOTHING = new Flow.Count(0, 0, 0);

    private final Map<String, Sum> byCounter = new TreeMap<>();

    private static final class Sum {
        private Flow.Count requests = NOTHING;
        private Flow.Count connections = NOTHING;
        private final Map<Traffic.Operation, Double> operations = new HashMap<>();
        private final Map<Protocol, Double> protocols = new TreeMap<>();
        private final Source where;

        Sum(Source where) {
            this.where = where;
        }

        double all() {
            return requests.all() + connections.all();
        }

        double ofOperations() {
            return operations.values().stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    void add(Flow flow) {
        var sum = byCounter.computeIfAbsent(flow.counter(), _ -> new Sum(flow.where()));
        if (flow.protocol() == Protocol.TCP) {
            sum.connections = sum.connections.plus(flow.count());
        } else {
            sum.requests = sum.requests.plus(flow.count());
        }
        if (flow.protocol() != null) {
            sum.protocols.merge(flow.protocol(), flow.count().all(), Double::sum);
        }
        if (!flow.method().isEmpty() || !flow.path().isEmpty()) {
            sum.operations.merge(
                    new Traffic.Operation(flow.method(), flow.path(), 0),
                    flow.count().all() - flow.count().denied(),
                    Double::sum);
        }
    }

    /// What the counters say that counted most: one for requests, one for connections, one for operations.
    Traffic traffic() {
        var requests = most(Comparator.comparingDouble(sum -> sum.requests.all())).requests;
        var connections = most(Comparator.comparingDouble(sum -> sum.connections.all())).connections;
        return new Traffic(
                Numbers.whole(requests.most()),
                Numbers.whole(connections.most()),
                Numbers.whole(requests.failed() + connections.failed()),
                Numbers.whole(requests.denied() + connections.denied()),
                operations(most(Comparator.comparingDouble(Sum::ofOperations)).operations));
    }

    private Sum most(Comparator<Sum> by) {
        return byCounter.values().stream().max(by).orElseThrow();
    }

    private static List<Traffic.Operation> operations(Map<Traffic.Operation, Double> counted) {
        return counted.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> new Traffic.Operation(
                        entry.getKey().method(), entry.getKey().path(), Numbers.whole(entry.getValue())))
                .sorted(Comparator.comparingLong(Traffic.Operation::requests)
                        .reversed()
                        .thenComparing(Traffic.Operation::path)
                        .thenComparing(Traffic.Operation::method))
                .limit(MOST_OPERATIONS)
                .toList();
    }

    /// What most of it spoke, where a counter tells: requests say more than the connections they come through.
    Optional<Protocol> protocol() {
        var all = new TreeMap<Protocol, Double>();
        byCounter
                .values()
                .forEach(sum -> sum.protocols.forEach((protocol, count) -> all.merge(protocol, count, Double::sum)));
        return all.entrySet().stream()
                .max(Comparator.<Map.Entry<Protocol, Double>, Boolean>comparing(
                                entry -> entry.getKey().isHttp())
                        .thenComparing(Map.Entry::getValue))
                .map(Map.Entry::getKey);
    }

    /// One line per counter.
    List<Evidence> evidence() {
        var evidence = new ArrayList<Evidence>();
        byCounter.forEach((counter, sum) -> {
            if (sum.all() > 0) {
                evidence.add(new Evidence(sum.where.file(), sum.where.line(), counter, amount(sum)));
            }
        });
        return evidence;
    }

    private static String amount(Sum sum) {
        long connections = Numbers.whole(sum.connections.all());
        long requests = Numbers.whole(sum.requests.all());
        if (requests == 0) {
            return amount(connections, "connection");
        }
        return amount(requests, "request") + (connections == 0 ? "" : ", " + amount(connections, "connection"));
    }

    /// `1 request`, `1,200 requests`.
    static String amount(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s", number, noun) + (number == 1 ? "" : "s");
    }
}
