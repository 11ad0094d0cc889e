package dev.meshwright.posture.ztunnel;

import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.access.reach.Enrolment;
import dev.meshwright.access.reach.Waypoints;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.MismatchCode;
import dev.meshwright.posture.ztunnel.IntendedServices.IntendedService;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Compares the workloads: who there is, by which identity, behind which services, under which policies. How many pods
/// a workload has is no intent, and which addresses they have neither.
final class WorkloadsCheck {
    private static final String GATEWAY_NAME = "gateway.networking.k8s.io/gateway-name";
    private static final String NETWORK = "topology.istio.io/network";
    private static final String TUNNEL = "networking.istio.io/tunnel";

    private final Intended intended;
    private final IntendedPolicies policies;
    private final IntendedServices services;
    private final Waypoints waypoints;
    private final String cluster;
    private final Map<String, String> addresses;
    private final List<Mismatch> found;

    WorkloadsCheck(
            Intended intended,
            IntendedPolicies policies,
            IntendedServices services,
            String cluster,
            Map<String, String> addresses,
            List<Mismatch> found) {
        this.intended = intended;
        this.policies = policies;
        this.services = services;
        this.waypoints = new Waypoints(intended.manifests(), intended.membership());
        this.cluster = cluster;
        this.addresses = addresses;
        this.found = found;
    }

    void run(JsonNode workloads) {
        var byAddress = new HashMap<String, String>();
        for (var workload : workloads) {
            check(workload);
            checkAddresses(workload, byAddress);
        }
    }

    private void check(JsonNode dumped) {
        var id = WorkloadId.of(dumped);
        switch (id.kind()) {
            case "Pod" -> checkPod(dumped, id);
            case "WorkloadEntry" -> checkWorkloadEntry(dumped, id);
            case "ServiceEntry" -> checkServiceEntry(dumped, id);
            case "EndpointSlice" -> checkSlice(dumped, id);
            default ->
                report(dumped, "its uid is " + dumped.path("uid").asString("") + ", which istiod gives to nothing");
        }
    }

    private void checkPod(JsonNode dumped, WorkloadId id) {
        var found = PodNames.workload(
                intended.workloads(),
                id.namespace(),
                id.name(),
                dumped.path("workloadName").asString(""));
        if (found.isEmpty()) {
            report(dumped, "the intent has no workload of which it could be a pod");
            return;
        }
        var workload = found.get();
        var check = entry(dumped, workload.manifest());
        var behind = services.of(workload);
        checkPlace(check, dumped, id);
        checkIdentity(check, workload.serviceAccount());
        checkServices(check, behind);
        checkPolicies(check, workload);
        checkTunnel(check, dumped, workload);
        checkWaypoint(check, dumped, workload);
        check.is(
                        "network",
                        network(workload),
                        "it is taken to be in another network, and called through a gateway there")
                .is(
                        "networkMode",
                        workload.hostNetwork() ? "HostNetwork" : "Standard",
                        "whether it has a network of its own")
                .is("capacity", "1", "how much of a service's traffic it gets")
                .nothingElse();
    }

    /// The network that labels put it into; most meshes are one network without a name.
    private String network(Workload workload) {
        var root = intended.settings().rootNamespace();
        return workload.labels()
                .getOrDefault(NETWORK, intended.membership().labelsOf(root).getOrDefault(NETWORK, ""));
    }

    /// What says where it is and what it is called, and no more.
    private void checkPlace(EntryCheck check, JsonNode dumped, WorkloadId id) {
        check.is("namespace", id.namespace(), "the namespace in its uid is another one")
                .is("name", id.name(), "the name in its uid is another one")
                .aside("uid", "workloadName", "workloadType", "canonicalName", "canonicalRevision", "locality", "node")
                .aside("status", "workloadIps", "clusterId");
        if (!id.cluster().equals(cluster)
                || !dumped.path("clusterId").asString("").equals(cluster)) {
            check.report(cluster, dumped.path("clusterId").asString(""), "it is of another cluster");
        }
    }

    private void checkIdentity(EntryCheck check, String account) {
        check.is("serviceAccount", account, "its identity is another one: callers take it for somebody else")
                .is(
                        "trustDomain",
                        intended.settings().trustDomain(),
                        "its identity is of another trust domain: callers take it for somebody else");
    }

    private void checkServices(EntryCheck check, List<IntendedService> behind) {
        check.has(
                "services",
                behind.stream().map(IntendedService::id).toList(),
                Set.of(),
                "it stands behind other services than those that select it, and gets their traffic");
    }

    private void checkPolicies(EntryCheck check, Workload workload) {
        var wanted = new ArrayList<String>();
        var optional = new ArrayList<String>();
        for (var policy : intended.access().policiesOf(workload)) {
            boolean selects =
                    policy.object().root().at("spec", "selector", "matchLabels").isPresent();
            if (selects) {
                (isSent(policy) ? wanted : optional).add(policy.id());
            }
        }
        var modes = intended.access().peerModes().attachedTo(workload);
        if (modes.strict()) {
            wanted.add(intended.settings().rootNamespace() + "/" + IntendedPolicies.STRICT);
        }
        var own = modes.own();
        if (own != null) {
            var id = own.namespace() + "/" + IntendedPolicies.converted(own);
            (policies.all().containsKey(id) ? wanted : optional).add(id);
        }
        policies.all().values().stream()
                .filter(IntendedPolicies.Entry::isForWaypoint)
                .forEach(entry -> optional.add(entry.policy().id()));
        check.has(
                "authorizationPolicies",
                wanted,
                optional,
                "ztunnel applies other policies to it than those that select it: callers are let in or refused otherwise");
    }

    private static boolean isSent(AuthorizationPolicy policy) {
        return !policy.dryRun() && (policy.action() == Action.ALLOW || policy.action() == Action.DENY);
    }

    private void checkTunnel(EntryCheck check, JsonNode dumped, Workload workload) {
        boolean isCaptured = intended.membership().proxyOf(workload) == Proxy.ZTUNNEL;
        boolean speaksItself = workload.labels().getOrDefault(TUNNEL, "").contains("http")
                || workload.labels().containsKey(GATEWAY_NAME)
                || intended.membership().proxyOf(workload) == Proxy.SIDECAR;
        boolean isNative = dumped.path("nativeTunnel").asBoolean(false);
        boolean isTunnelled = dumped.path("protocol").asString("").equals("HBONE");
        check.aside("protocol", "nativeTunnel");
        if (isCaptured && !isTunnelled) {
            check.report(
                    "HBONE", "TCP", "callers reach it in plaintext, though its namespace or its labels are ambient");
        } else if (isTunnelled && !isCaptured && !(isNative && speaksItself)) {
            check.report("TCP", "HBONE", "callers tunnel to it, though it is not in the ambient mesh");
        } else if (isNative && !speaksItself) {
            check.report("", "nativeTunnel", "it is taken to speak HBONE itself, past its ztunnel");
        }
        if (isWaypoint(workload)) {
            check.aside("applicationTunnel");
        }
    }

    private boolean isWaypoint(Workload workload) {
        var gateway = workload.labels().getOrDefault(GATEWAY_NAME, "");
        return intended.objects("gateway.networking.k8s.io", "Gateway")
                .anyMatch(object -> object.id().equals(workload.namespace() + "/" + gateway));
    }

    private void checkWaypoint(EntryCheck check, JsonNode dumped, Workload workload) {
        var bound = waypoints.ofPods(workload.namespace(), workload.labels()).flatMap(Enrolment::bound);
        WaypointField.check(check, dumped, bound.filter(_ -> !isWaypoint(workload)), addresses);
    }

    private void checkWorkloadEntry(JsonNode dumped, WorkloadId id) {
        var object = object("WorkloadEntry", id);
        if (object.isEmpty()) {
            report(dumped, "the intent has no such WorkloadEntry");
            return;
        }
        var root = object.get().root();
        var labels = new LinkedHashMap<>(object.get().labels());
        root.entries("spec", "labels")
                .forEach(label -> labels.put(label.key(), label.value().text().orElse("")));
        var check = entry(dumped, object.get());
        checkPlace(check, dumped, id);
        checkIdentity(check, root.text("spec", "serviceAccount").orElse("default"));
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

    private void checkServiceEntry(JsonNode dumped, WorkloadId id) {
        var object = object("ServiceEntry", id);
        if (object.isEmpty()) {
            report(dumped, "the intent has no such ServiceEntry");
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
        var check = entry(dumped, object.get());
        checkPlace(check, dumped, id);
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
        checkIdentity(check, account);
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
    private void checkSlice(JsonNode dumped, WorkloadId id) {
        var behind = dumped.path("services").valueStream().map(EntryCheck::text).toList();
        var known = services.all().values().stream()
                .filter(service -> service.object().namespaceOrDefault().equals(id.namespace()))
                .filter(service -> service.selector().isEmpty() || intended.isImplied(service.object()))
                .map(IntendedService::id)
                .toList();
        if (behind.isEmpty() || !known.containsAll(behind)) {
            report(dumped, "the services that it stands behind take their endpoints from pods");
            return;
        }
        var slices = intended.objects("discovery.k8s.io", "EndpointSlice")
                .filter(slice -> slice.id().equals(id.namespace() + "/" + id.name()))
                .findFirst();
        var check = entry(dumped, slices.orElse(null));
        checkPlace(check, dumped, id);
        checkIdentity(check, "default");
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

    /// Two workloads with one address: calls to one of them may go to the other.
    private void checkAddresses(JsonNode dumped, Map<String, String> byAddress) {
        if (dumped.path("networkMode").asString("").equals("HostNetwork")) {
            return;
        }
        for (var address : dumped.path("workloadIps")) {
            var other = byAddress.putIfAbsent(
                    dumped.path("network").asString("") + "/" + EntryCheck.text(address),
                    dumped.path("uid").asString(""));
            if (other != null && !other.equals(dumped.path("uid").asString(""))) {
                entry(dumped, null)
                        .report(
                                "",
                                EntryCheck.text(address),
                                "it has the address of " + other + ": calls may go to the wrong one");
            }
        }
    }

    private Optional<Manifest> object(String kind, WorkloadId id) {
        return intended.objects("networking.istio.io", kind)
                .filter(object -> object.id().equals(id.namespace() + "/" + id.name()))
                .findFirst();
    }

    private EntryCheck entry(JsonNode dumped, @Nullable Manifest decides) {
        return new EntryCheck(WorkloadId.resource(dumped), MismatchCode.ZTUNNEL_WORKLOAD, dumped, decides, found);
    }

    private void report(JsonNode dumped, String why) {
        entry(dumped, null)
                .report("", dumped.path("uid").asString(""), "ztunnel knows a workload that nothing explains: " + why);
    }
}
