package dev.meshwright.posture.ztunnel;

import dev.meshwright.access.reach.Enrolment;
import dev.meshwright.access.reach.Waypoints;
import dev.meshwright.manifest.Node;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.MismatchCode;
import dev.meshwright.posture.ztunnel.IntendedServices.IntendedService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Compares the services: their ports and addresses, and who stands behind them.
final class ServicesCheck {
    /// Where istiod takes addresses from for hosts that have none.
    private static final List<String> ALLOCATED = List.of("240.240.", "2001:2:");

    private final Intended intended;
    private final IntendedServices services;
    private final Waypoints waypoints;
    private final Map<String, String> addresses;
    private final List<Mismatch> found;

    /// @param addresses the hosts in the dump by `network/address`
    ServicesCheck(Intended intended, IntendedServices services, Map<String, String> addresses, List<Mismatch> found) {
        this.intended = intended;
        this.services = services;
        this.waypoints = new Waypoints(intended.manifests(), intended.membership());
        this.addresses = addresses;
        this.found = found;
    }

    void run(JsonNode dumpedServices, JsonNode workloads) {
        var byUid = new HashMap<String, JsonNode>();
        workloads.forEach(workload -> byUid.put(workload.path("uid").asString(""), workload));
        var missing = new TreeMap<>(services.all());
        var byAddress = new HashMap<String, String>();
        for (var dumped : dumpedServices) {
            var id = dumped.path("namespace").asString("") + "/"
                    + dumped.path("hostname").asString("");
            var service = missing.remove(id);
            if (service == null) {
                unexplained(id);
            } else {
                check(dumped, service, byUid);
            }
            checkAddresses(dumped, id, byAddress);
        }
        missing.values().stream()
                .filter(service -> !intended.isImplied(service.object()))
                .forEach(this::lacks);
    }

    private void unexplained(String id) {
        found.add(Mismatch.of(
                MismatchCode.ZTUNNEL_SERVICE,
                "service/" + id,
                "",
                id,
                "ztunnel knows a service that the intent does not hold: calls to its addresses go where it says"));
    }

    private void lacks(IntendedService service) {
        found.add(Mismatch.of(
                        MismatchCode.ZTUNNEL_SERVICE,
                        "service/" + service.id(),
                        service.id(),
                        "",
                        "ztunnel does not know the service: calls to it go past the mesh or nowhere")
                .by(service.object()));
    }

    private void check(JsonNode dumped, IntendedService service, Map<String, JsonNode> byUid) {
        var object = service.object();
        var check = new EntryCheck("service/" + service.id(), MismatchCode.ZTUNNEL_SERVICE, dumped, object, found);
        check.is("name", object.name(), "it has the name of another object")
                .is("hostname", service.host(), "it has another host")
                .has(
                        "subjectAltNames",
                        texts(object.root().items("spec", "subjectAltNames")),
                        Set.of(),
                        "other certificates are taken for the service's")
                .aside("namespace", "ports", "vips", "endpoints", "canonical");
        if (!portMap(dumped.path("ports")).equals(service.portMap())) {
            check.report(
                    service.portMap().toString(), portMap(dumped.path("ports")).toString(), "its ports lead elsewhere");
        }
        checkVips(check, dumped, service);
        checkEndpoints(check, dumped, service, byUid);
        checkBalancing(check, object.root(), object.annotations());
        WaypointField.check(check, dumped, waypoints.ofService(object).flatMap(Enrolment::bound), addresses);
        check.nothingElse();
    }

    private static void checkBalancing(EntryCheck check, Node root, Map<String, String> annotations) {
        boolean hasPreference = root.at("spec", "trafficDistribution").isPresent()
                || root.at("spec", "internalTrafficPolicy").isPresent()
                || root.at("spec", "publishNotReadyAddresses").isPresent()
                || root.text("spec", "resolution").orElse("").equals("NONE")
                || annotations.containsKey("networking.istio.io/traffic-distribution");
        if (hasPreference) {
            check.aside("loadBalancer");
        }
        if (!annotations.containsKey("networking.istio.io/exportTo")
                && root.at("spec", "exportTo").isEmpty()) {
            check.is("visibility", "Public", "who may see it is another question than the intent's");
        }
        check.aside("visibility", "ipFamilies");
    }

    private static void checkVips(EntryCheck check, JsonNode dumped, IntendedService service) {
        var root = service.object().root();
        var written = Stream.of(
                        root.items("spec", "clusterIPs"),
                        root.at("spec", "clusterIP").stream().toList(),
                        root.items("spec", "addresses"))
                .flatMap(nodes -> texts(nodes).stream())
                .toList();
        for (var vip : dumped.path("vips")) {
            var text = EntryCheck.text(vip);
            var address = text.substring(text.indexOf('/') + 1);
            boolean isExplained = written.isEmpty()
                    ? !service.isEntry() || ALLOCATED.stream().anyMatch(address::startsWith)
                    : written.contains(address);
            if (!isExplained) {
                check.report(
                        String.join(", ", written),
                        address,
                        "it has an address of something else, whose calls it gets");
            }
        }
    }

    /// Endpoints are judged by their workloads, which have their own check.
    private void checkEndpoints(
            EntryCheck check, JsonNode dumped, IntendedService service, Map<String, JsonNode> byUid) {
        for (var endpoint : dumped.path("endpoints").properties()) {
            var workload = byUid.get(endpoint.getKey());
            var uid = endpoint.getValue().path("workloadUid").asString(endpoint.getKey());
            if (workload == null || !uid.equals(endpoint.getKey())) {
                check.report("", uid, "an endpoint stands behind it that is no workload");
            } else if (!EntryCheck.text(workload.path("services")).contains('"' + service.id() + '"')) {
                check.report("", uid, "an endpoint stands behind it whose workload is of other services");
            } else {
                expectedPorts(workload, service)
                        .filter(ports ->
                                !ports.equals(portMap(endpoint.getValue().path("port"))))
                        .ifPresent(ports -> check.report(
                                ports.toString(),
                                portMap(endpoint.getValue().path("port")).toString(),
                                "the ports of " + uid + " lead elsewhere"));
            }
        }
    }

    /// Empty where nobody can tell: a workload that is not explained, or an address that only the cluster knows.
    private Optional<Map<String, String>> expectedPorts(JsonNode dumped, IntendedService service) {
        var id = WorkloadId.of(dumped);
        return switch (id.kind()) {
            case "Pod" ->
                PodNames.workload(
                                intended.workloads(),
                                id.namespace(),
                                id.name(),
                                dumped.path("workloadName").asString(""))
                        .filter(service::selects)
                        .map(service::portMap);
            case "ServiceEntry" -> {
                var ends = service.object().root().items("spec", "endpoints");
                boolean hasOwn = ends.stream().anyMatch(end -> end.at("ports").isPresent());
                yield hasOwn ? Optional.empty() : Optional.of(service.portMap());
            }
            default -> Optional.empty();
        };
    }

    private void checkAddresses(JsonNode dumped, String id, Map<String, String> byAddress) {
        for (var vip : dumped.path("vips")) {
            var other = byAddress.putIfAbsent(EntryCheck.text(vip), id);
            if (other != null && !other.equals(id)) {
                found.add(Mismatch.of(
                        MismatchCode.ZTUNNEL_SERVICE,
                        "service/" + id,
                        "",
                        EntryCheck.text(vip),
                        "it has the address of " + other + ", and may get its calls"));
            }
        }
    }

    private static Map<String, String> portMap(JsonNode ports) {
        var map = new TreeMap<String, String>();
        ports.properties().forEach(port -> map.put(port.getKey(), EntryCheck.text(port.getValue())));
        return map;
    }

    private static List<String> texts(List<Node> nodes) {
        return nodes.stream().flatMap(node -> node.text().stream()).toList();
    }
}
