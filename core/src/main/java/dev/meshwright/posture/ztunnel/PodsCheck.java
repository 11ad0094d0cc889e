package dev.meshwright.posture.ztunnel;

import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.access.reach.Enrolment;
import dev.meshwright.access.reach.Waypoints;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.ztunnel.IntendedServices.IntendedService;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Compares a pod with the workload that it is of: its identity, the services that it stands behind, the policies that
/// ztunnel applies to it, and the way that calls to it take.
final class PodsCheck {
    private static final String GATEWAY_NAME = "gateway.networking.k8s.io/gateway-name";
    private static final String NETWORK = "topology.istio.io/network";
    private static final String TUNNEL = "networking.istio.io/tunnel";

    private final Intended intended;
    private final IntendedPolicies policies;
    private final IntendedServices services;
    private final Waypoints waypoints;
    private final Map<String, String> addresses;
    private final WorkloadFields fields;

    /// @param addresses the hosts in the dump by `network/address`
    PodsCheck(
            Intended intended,
            IntendedPolicies policies,
            IntendedServices services,
            Map<String, String> addresses,
            WorkloadFields fields) {
        this.intended = intended;
        this.policies = policies;
        this.services = services;
        this.waypoints = new Waypoints(intended.manifests(), intended.membership());
        this.addresses = addresses;
        this.fields = fields;
    }

    void check(JsonNode dumped, WorkloadId id) {
        var found = PodNames.workload(
                intended.workloads(),
                id.namespace(),
                id.name(),
                dumped.path("workloadName").asString(""));
        if (found.isEmpty()) {
            fields.unexplained(dumped, "the intent has no workload of which it could be a pod");
            return;
        }
        var workload = found.get();
        var check = fields.entry(dumped, workload.manifest());
        var behind = services.of(workload);
        fields.place(check, dumped, id);
        fields.identity(check, workload.serviceAccount());
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
        var protocol = dumped.path("protocol").asString("");
        boolean isTunnelled = protocol.equals("HBONE");
        check.aside("protocol", "nativeTunnel");
        if (!isTunnelled && !protocol.equals("TCP")) {
            check.report("HBONE or TCP", protocol, "callers reach it in a way that is not known here");
        }
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
}
