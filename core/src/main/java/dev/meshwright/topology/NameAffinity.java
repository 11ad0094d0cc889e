package dev.meshwright.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// `orders` or `orders-service` most likely uses `orders-db`, and `geo` uses `mongodb-geo`, even where no setting says
/// so.
final class NameAffinity {
    private static final Set<String> STORES = Set.of(
            "db",
            "database",
            "cache",
            "mongo",
            "mongodb",
            "redis",
            "valkey",
            "memcached",
            "mysql",
            "mariadb",
            "postgres",
            "postgresql",
            "pg",
            "rabbitmq",
            "kafka",
            "elasticsearch",
            "cassandra");
    private static final List<String> CALLERS = List.of("", "-service", "service", "-svc", "-api", "-server");

    private final Map<String, Service> byId = new TreeMap<>();

    NameAffinity(List<Service> services) {
        services.forEach(service -> byId.put(service.id(), service));
    }

    /// Calls with confidence INFERRED, for stores that no setting of their namesake names already.
    List<Call> calls(Set<String> known) {
        var calls = new ArrayList<Call>();
        for (var store : byId.values()) {
            user(store)
                    .filter(user -> !known.contains(user.id() + " " + store.id()))
                    .map(user -> call(user, store))
                    .ifPresent(calls::add);
        }
        return calls;
    }

    private Optional<Service> user(Service store) {
        int first = store.name().indexOf('-');
        int last = store.name().lastIndexOf('-');
        if (first < 0 || store.isWorkloadOnly()) {
            return Optional.empty();
        }
        return STORES.contains(store.name().substring(last + 1))
                ? user(store, store.name().substring(0, last))
                : STORES.contains(store.name().substring(0, first))
                        ? user(store, store.name().substring(first + 1))
                        : Optional.empty();
    }

    private Optional<Service> user(Service store, String name) {
        for (var ending : CALLERS) {
            var user = byId.get(store.namespace() + "/" + name + ending);
            if (user != null
                    && !user.workloads().isEmpty()
                    && SettingKey.words(user.name()).stream().noneMatch(STORES::contains)) {
                return Optional.of(user);
            }
        }
        return Optional.empty();
    }

    private static Call call(Service user, Service store) {
        var address = new Address("", store.name(), 0, Address.Form.BARE);
        var evidence = new Evidence(
                store.where().file(), store.where().line(), "name", store.name() + " is named after " + user.name());
        return new Call(
                user.id(),
                store,
                Ports.called(store, address),
                address,
                Edge.Confidence.INFERRED,
                evidence,
                SettingKey.of(""));
    }
}
