package dev.meshwright.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns pairs of workloads that a policy lets talk to each other into calls: intended by whoever wrote the policy, so
/// possible, and a confirmation where a setting says the same.
final class Intended {
    private final Owners owners;
    private final Map<String, Service> services = new HashMap<>();

    Intended(Owners owners, List<Service> services) {
        this.owners = owners;
        services.forEach(service -> this.services.put(service.id(), service));
    }

    /// The Service that callers of this workload use; none where it has none.
    Optional<Service> service(Workload called) {
        return Optional.ofNullable(services.get(owners.of(called))).filter(service -> !service.isWorkloadOnly());
    }

    /// @param port of the Service, 0 where nothing tells
    Optional<Call> call(Workload from, Service to, int port, Evidence evidence) {
        return owners.isOwn(from, to)
                ? Optional.empty()
                : Optional.of(new Call(
                        owners.of(from),
                        to,
                        port,
                        new Address("", to.name(), 0, Address.Form.CLEAR),
                        null,
                        evidence,
                        SettingKey.of("")));
    }
}
