package dev.meshwright.topology;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a caller's settings and the routes to the called service say about one call.
final class CallLimits {
    private final Map<String, Service> services = new HashMap<>();

    CallLimits(List<Service> services) {
        services.forEach(service -> this.services.putIfAbsent(service.id(), service));
    }

    /// How long the caller waits for an answer, its proxy's patience counted.
    OptionalDouble seconds(Edge edge) {
        return Stream.concat(
                        longest(edge.from(), timeout -> edge.to().equals(timeout.to()))
                                .or(() -> longest(edge.from(), timeout -> timeout.to() == null))
                                .stream(),
                        longest(edge.to(), timeout -> isOfRoute(edge, timeout.from(), timeout.to())).stream())
                .mapToDouble(Timeout::seconds)
                .min();
    }

    private Optional<Timeout> longest(String id, Predicate<Timeout> isMeant) {
        return service(id)
                .flatMap(service -> service.timeouts().stream()
                        .filter(timeout -> timeout.meaning() == Timeout.Meaning.REQUEST && isMeant.test(timeout))
                        .max(Comparator.comparingDouble(Timeout::seconds)));
    }

    /// What repeats the called service's work: at most one setting of the caller and one of the routes.
    List<Retry> retries(Edge edge) {
        if (!edge.protocol().isHttp()) {
            return List.of();
        }
        return Stream.concat(
                        most(edge.from(), retry -> edge.to().equals(retry.to()))
                                .or(() -> most(edge.from(), retry -> retry.to() == null))
                                .stream(),
                        most(edge.to(), retry -> isOfRoute(edge, retry.from(), retry.to())).stream())
                .toList();
    }

    private Optional<Retry> most(String id, Predicate<Retry> isMeant) {
        return service(id)
                .flatMap(service -> service.retries().stream()
                        .filter(retry -> retry.repeatsWork() && isMeant.test(retry))
                        .max(Comparator.comparingInt(Retry::tries)));
    }

    /// Routes stand with the service that they lead to.
    private static boolean isOfRoute(Edge edge, @Nullable String from, @Nullable String to) {
        return edge.to().equals(to) && edge.fromIngress() == Edge.INGRESS.equals(from);
    }

    private Optional<Service> service(String id) {
        return Optional.ofNullable(services.get(id));
    }
}
