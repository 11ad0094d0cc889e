package dev.meshwright.generate;

import static dev.meshwright.generate.Resource.map;

import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// The AuthorizationPolicy of a service's pods: exactly the known callers, each on the ports it calls.
final class AuthorizationPolicies {
    private AuthorizationPolicies() {}

    static GeneratedFile file(Target target, Callers.Of callers, PublicPorts open) {
        var rules = rules(callers.known());
        open.declared().forEach((port, why) -> rules.add(publicRule(target, port, why.paths())));
        var policy = policy(target, target.service().name(), rules);
        if (callers.entryUnknown()) {
            Resource.dryRun(policy);
        }
        var file = new FileText("AuthorizationPolicy of " + target.id() + ": who may call its pods, on which ports.");
        explain(file, callers, open);
        file.document(policy);
        if (!callers.inferred().isEmpty()) {
            var inferred = policy(target, target.service().name() + "-inferred", rules(callers.inferred()));
            file.document(
                    "Not enforced, only counted: these callers follow from names, no setting names the service.",
                    Resource.dryRun(inferred));
        }
        return file.at(target.folder() + "/authorization-policy.yaml");
    }

    private static void explain(FileText file, Callers.Of callers, PublicPorts open) {
        if (callers.known().isEmpty() && open.declared().isEmpty()) {
            file.note("Nobody is known to call it, so nobody may: a policy without rules admits nothing.");
        }
        callers.known()
                .forEach((identity, ports) ->
                        file.note("  " + identity + " on " + ports(ports) + ": is known to call it"));
        open.declared()
                .forEach((port, why) -> file.note(
                        "  anybody on " + port + (why.paths().isEmpty() ? "" : " at " + String.join(", ", why.paths()))
                                + ": " + why.reason()));
        if (callers.entryUnknown()) {
            file.note(
                    "Not enforced: the identity of the ingress gateway is not known (ingressGateways in the intent).");
        }
        file.note("Probes of the kubelet and merged metrics do not pass through this policy.");
    }

    private static SequencedMap<String, Object> policy(Target target, String name, List<Object> rules) {
        var spec = map("selector", Resource.selector(target.service().selector()), "action", "ALLOW");
        if (!rules.isEmpty()) {
            spec.put("rules", rules);
        }
        return Resource.of(
                "security.istio.io/v1", "AuthorizationPolicy", target.service().namespace(), name, spec);
    }

    /// One rule for all identities that call the same ports.
    private static List<Object> rules(Map<String, ? extends SequencedSet<Integer>> callers) {
        var byPorts = new LinkedHashMap<SequencedSet<Integer>, List<String>>();
        callers.forEach((identity, ports) ->
                byPorts.computeIfAbsent(ports, _ -> new ArrayList<>()).add(identity));
        var rules = new ArrayList<Object>();
        byPorts.forEach((ports, identities) -> rules.add(map(
                "from",
                List.of(map("source", map("principals", identities))),
                "to",
                List.of(map("operation", map("ports", Resource.texts(ports)))))));
        return rules;
    }

    private static Object publicRule(Target target, int port, List<String> paths) {
        var operation = map("ports", List.of("" + port));
        // On a TCP port a rule with paths never matches.
        if (!paths.isEmpty() && !isTcp(target, port)) {
            operation.put("paths", paths);
        }
        return map("to", List.of(map("operation", operation)));
    }

    private static boolean isTcp(Target target, int targetPort) {
        return target.aliases().stream()
                .flatMap(service -> service.ports().stream())
                .filter(port -> port.targetPort() == targetPort)
                .map(Service.Port::protocol)
                .anyMatch(protocol -> !protocol.isHttp() && protocol != Protocol.UDP);
    }

    private static String ports(SequencedSet<Integer> ports) {
        return String.join(", ", Resource.texts(ports));
    }
}
