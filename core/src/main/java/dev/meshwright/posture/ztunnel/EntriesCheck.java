package dev.meshwright.posture.ztunnel;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.ztunnel.IntendedServices.IntendedService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Compares workloads that are no pods with the objects that name them: WorkloadEntries, the endpoints of
/// ServiceEntries, and addresses that somebody wrote down for a Service.
final class EntriesCheck {
    private final Intended intended;
    private final IntendedServices services;
    private final WorkloadFields fields;

    EntriesCheck(Intended intended, IntendedServices services, WorkloadFields fields) {
        this.intended = intended;
        this.services = services;
        this.fields = fields;
    }

    void checkWorkloadEntry(JsonNode dumped, WorkloadId id) {
        var object = object("WorkloadEntry", id);
        if (object.isEmpty()) {
            fields.unexplained(dumped, "the intent has no such WorkloadEntry");
            return;
        }
        var root = object.get().root();
        var labels = new LinkedHashMap<>(object.get().labels());
        root.entries("spec", "labels")
                .forEach(label -> labels.put(label.key(), label.value().text().orElse("")));
        var check = fields.entry(dumped, object.get());
        fields.place(check, dumped, id);
        fields.identity(check, root.text("spec", "serviceAccount").orElse("default"));
        check.has(
                        "services",
                        services.all().values().stream()
                                .filter(service ->
                                        service.object().namespaceOrDefault().equals(id.namespace())
                                                && !service.selector().isEmpty()
                                                && labels.entrySet()
                                                        .containsAll(service.selector()
                                                                .entrySet()))
                                .map(IntendedService::id)
                                .toList(),
                        Set.of(),
                        "it stands behind other services than those that select it, and gets their traffic")
                .has(
                        "workloadIps",
                        root
                                .text("spec", "address")
                                .filter(address -> L4Rules.address(address).isPresent())
                                .stream()
                                .toList(),
                        Set.of(),
                        "it has another address than the WorkloadEntry says")
                .aside(
                        "authorizationPolicies",
                        "protocol",
                        "nativeTunnel",
                        "network",
                        "networkMode",
                        "capacity",
                        "waypoint",
                        "hostname")
                .nothingElse();
    }

    void checkServiceEntry(JsonNode dumped, WorkloadId id) {
        var object = object("ServiceEntry", id);
        if (object.isEmpty()) {
            fields.unexplained(dumped, "the intent has no such ServiceEntry");
            return;
        }
        var root = object.get().root();
        var ends = root.items("spec", "endpoints").isEmpty()
                ? root.items("spec", "hosts").stream()
                        .flatMap(host -> host.text().stream())
                        .toList()
                : root.items("spec", "endpoints").stream()
                        .flatMap(end -> end.text("address").stream())
                        .toList();
        var check = fields.entry(dumped, object.get());
        fields.place(check, dumped, id);
        if (!ends.contains(id.address())) {
            check.report(
                    String.join(", ", ends),
                    id.address(),
                    "the ServiceEntry has no such endpoint: calls go to a stranger");
        }
        boolean isAddress = L4Rules.address(id.address()).isPresent();
        var account = root.items("spec", "endpoints").stream()
                .filter(end -> end.text("address").orElse("").equals(id.address()))
                .flatMap(end -> end.text("serviceAccount").stream())
                .findFirst()
                .orElse("default");
        fields.identity(check, account);
        check.has(
                        "workloadIps",
                        isAddress ? List.of(id.address()) : List.of(),
                        Set.of(),
                        "it has another address than its uid says")
                .is("hostname", isAddress ? "" : id.address(), "it has another host than its uid says")
                .has(
                        "services",
                        List.of(),
                        services.all().values().stream()
                                .filter(service -> service.object().equals(object.get()))
                                .map(IntendedService::id)
                                .toList(),
                        "it stands behind other services than its ServiceEntry's")
                // Nobody enforces them there; istiod matches them by labels that endpoints do not have.
                .aside(
                        "authorizationPolicies",
                        "protocol",
                        "nativeTunnel",
                        "network",
                        "networkMode",
                        "capacity",
                        "waypoint")
                .nothingElse();
    }

    /// Addresses that somebody wrote down for a Service without a selector, or that only the cluster knows of.
    void checkSlice(JsonNode dumped, WorkloadId id) {
        var behind = dumped.path("services").valueStream().map(EntryCheck::text).toList();
        var known = services.all().values().stream()
                .filter(service -> service.object().namespaceOrDefault().equals(id.namespace()))
                .filter(service -> service.selector().isEmpty() || intended.isImplied(service.object()))
                .map(IntendedService::id)
                .toList();
        if (behind.isEmpty() || !known.containsAll(behind)) {
            fields.unexplained(dumped, "the services that it stands behind take their endpoints from pods");
            return;
        }
        var slices = intended.objects("discovery.k8s.io", "EndpointSlice")
                .filter(slice -> slice.id().equals(id.namespace() + "/" + id.name()))
                .findFirst();
        var check = fields.entry(dumped, slices.orElse(null));
        fields.place(check, dumped, id);
        fields.identity(check, "default");
        check.has("workloadIps", List.of(id.address()), Set.of(), "it has another address than its uid says")
                .is("protocol", "TCP", "callers tunnel to it, though it is no pod")
                .aside("services", "network", "networkMode", "capacity")
                .nothingElse();
        slices.filter(slice -> slice.root().items("endpoints").stream()
                        .flatMap(end -> end.items("addresses").stream())
                        .noneMatch(address -> address.text().orElse("").equals(id.address())))
                .ifPresent(_ -> check.report(
                        "", id.address(), "the EndpointSlice has no such address: calls go to a stranger"));
    }

    private Optional<Manifest> object(String kind, WorkloadId id) {
        return intended.objects("networking.istio.io", kind)
                .filter(object -> object.id().equals(id.namespace() + "/" + id.name()))
                .findFirst();
    }
}
