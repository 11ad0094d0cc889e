package dev.meshwright.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Services without a timeout, with one that is too long, and with one that outlasts their callers' patience.
final class TimeoutWarnings {
    /// The kind of the last of these.
    static final String OUTLASTS = "outlasts-caller";

    private static final double LONG_SECONDS = 30;

    private TimeoutWarnings() {}

    /// Those about services by themselves.
    ///
    /// @param stores the services that only answer (databases, caches, queues): they need none
    static List<Topology.Warning> of(List<Service> services, Set<String> stores, ClientDefaults clients, Names names) {
        var warnings = new ArrayList<Topology.Warning>();
        for (var service : services) {
            var longest = longest(service);
            longest.flatMap(timeout -> ofLength(service, timeout, names)).ifPresent(warnings::add);
            var endless = clients.endless(service);
            if (endless.isPresent()) {
                warnings.add(new Topology.Warning(
                        "no-timeout",
                        names.shown(service.id()) + " sets no timeout for its requests, and "
                                + endless.get().library() + " waits without an end",
                        endless.get().file(),
                        endless.get().line()));
            } else if (longest.isEmpty() && !service.workloads().isEmpty() && !stores.contains(service.id())) {
                warnings.add(new Topology.Warning(
                        "no-timeout",
                        names.shown(service.id()) + " sets no timeout for its requests",
                        service.where().file(),
                        service.where().line()));
            }
        }
        return warnings;
    }

    /// Those about calls: who waits for others longer than its caller waits for it.
    static List<Topology.Warning> ofCalls(List<Service> services, List<Edge> edges, Names names) {
        Map<String, Service> byId = new HashMap<>();
        services.forEach(service -> byId.put(service.id(), service));
        return edges.stream()
                .map(edge -> outlasting(byId, edge, names))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    static Optional<Timeout> longest(Service service) {
        return service.timeouts().stream()
                .filter(timeout -> timeout.meaning() == Timeout.Meaning.REQUEST)
                .reduce((one, other) -> other.seconds() > one.seconds() ? other : one);
    }

    private static Optional<Topology.Warning> ofLength(Service service, Timeout timeout, Names names) {
        return timeout.seconds() < LONG_SECONDS
                ? Optional.empty()
                : Optional.of(new Topology.Warning(
                        "long-timeout",
                        names.shown(service.id()) + " waits " + shown(timeout) + " for an answer"
                                + (timeout.library() == null ? "" : ", the default of " + timeout.library()),
                        timeout.file(),
                        timeout.line()));
    }

    /// The caller gives up while the called service still waits for others.
    private static Optional<Topology.Warning> outlasting(Map<String, Service> byId, Edge edge, Names names) {
        var caller = byId.get(edge.from());
        var called = byId.get(edge.to());
        if (caller == null || called == null) {
            return Optional.empty();
        }
        var patience = longest(caller);
        var need = longest(called);
        if (patience.isEmpty()
                || need.isEmpty()
                || need.get().seconds() <= patience.get().seconds()) {
            return Optional.empty();
        }
        return Optional.of(new Topology.Warning(
                OUTLASTS,
                "%s waits %s, longer than its caller %s (%s)"
                        .formatted(
                                names.shown(called.id()),
                                shown(need.get()),
                                names.shown(caller.id()),
                                shown(patience.get())),
                need.get().file(),
                need.get().line()));
    }

    private static String shown(Timeout timeout) {
        double seconds = timeout.seconds();
        return (seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : String.valueOf(seconds)) + " s";
    }
}
