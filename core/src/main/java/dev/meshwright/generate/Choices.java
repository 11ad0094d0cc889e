package dev.meshwright.generate;

import dev.meshwright.generate.Generation.Choice;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Values of the policies that a person should look at once.
final class Choices {
    private Choices() {}

    /// Ports that are open to outside, calls that are only inferred, callers without an identity.
    static void ofPolicies(Target target, Callers.Of callers, PublicPorts open, List<Choice> choices) {
        open.declared()
                .forEach((port, why) -> choices.add(new Choice(
                        target.id(),
                        "port " + port,
                        "open to callers without a certificate",
                        why.reason(),
                        "route it through the ingress gateway, which keeps STRICT")));
        if (!callers.inferredFrom().isEmpty()) {
            choices.add(new Choice(
                    target.id(),
                    "inferred callers",
                    "refused once the policy is enforced",
                    String.join(", ", callers.inferredFrom()) + ": follows from names, no setting says so",
                    "list those that do call under callers in meshwright.yaml"));
        }
        if (open.declared().isEmpty() && isReachableFromOutside(target.service())) {
            choices.add(new Choice(
                    target.id(),
                    "type " + (target.service().type() == Service.Type.NODE_PORT ? "NodePort" : "LoadBalancer"),
                    "STRICT",
                    "callers from outside have no certificate and are refused",
                    "if there are any, route them through the ingress gateway or list the port under publicPorts"));
        }
    }

    /// Accounts that several services use and some policy admits: the policy then admits more than the graph.
    static List<Choice> ofSharedAccounts(Topology topology, Callers callers) {
        var users = new TreeMap<String, NavigableSet<String>>();
        for (var service : topology.services()) {
            // Several Services over the same pods are one user.
            var pods = new TreeSet<>(service.workloads());
            var user = pods.isEmpty() ? service.id() : String.join(" and ", pods);
            callers.accounts(service.id())
                    .forEach(account ->
                            users.computeIfAbsent(account, _ -> new TreeSet<>()).add(user));
        }
        var admitted = new LinkedHashSet<String>();
        topology.edges().stream()
                .filter(edge -> !edge.fromIngress())
                .forEach(edge -> admitted.addAll(callers.accounts(edge.from())));
        var choices = new ArrayList<Choice>();
        users.forEach((account, shared) -> {
            boolean isDefault = account.endsWith("/default");
            if (admitted.contains(account) && (shared.size() > 1 || isDefault)) {
                choices.add(new Choice(
                        shared.getFirst(),
                        "service account",
                        account,
                        shared.size() > 1
                                ? "used by " + some(shared) + ": a policy that admits one admits all"
                                : "whatever runs in the namespace without an account of its own is admitted as well",
                        "a ServiceAccount of its own for each workload"));
            }
        });
        return choices;
    }

    /// Monitors of the Prometheus operator: it fetches metrics from the pods' own ports.
    static List<Choice> ofMonitors(Manifests manifests) {
        return manifests.objects().stream()
                .filter(object -> object.group().equals("monitoring.coreos.com"))
                .filter(object ->
                        object.kind().equals("ServiceMonitor") || object.kind().equals("PodMonitor"))
                .map(monitor -> new Choice(
                        monitor.id(),
                        monitor.kind(),
                        "refused once mTLS is strict",
                        "Prometheus fetches metrics from the pods' own ports, in plaintext unless it is in the mesh",
                        "scrape the merged metrics (port 15020, /stats/prometheus), or bring Prometheus into the mesh"
                                + " and list it under callers"))
                .toList();
    }

    private static boolean isReachableFromOutside(Service service) {
        return service.type() == Service.Type.LOAD_BALANCER || service.type() == Service.Type.NODE_PORT;
    }

    private static String some(NavigableSet<String> names) {
        var first = names.stream().limit(4).toList();
        var text = String.join(", ", first);
        return first.size() == names.size() ? text : text + " and " + (names.size() - first.size()) + " more";
    }
}
