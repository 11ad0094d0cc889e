package dev.meshwright.posture.ztunnel;

import dev.meshwright.posture.Findings;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.Mismatch;
import dev.meshwright.posture.ProxyState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Compares a ztunnel with the intent.
public final class ZtunnelPosture {
    /// What a dump has; the last three say how ztunnel works, not what it was told.
    private static final Set<String> SECTIONS = Set.of(
            "certificates",
            "config",
            "policies",
            "services",
            "stagedServices",
            "staticConfig",
            "workloads",
            "workloadState",
            "version");

    private ZtunnelPosture() {}

    public static Findings of(Intended intended, ProxyState state) {
        var dump = state.configDump();
        var found = new ArrayList<Mismatch>();
        var unchecked = new ArrayList<String>();
        if (!dump.isObject()) {
            return new Findings(false, found, List.of("everything: there is no config_dump.json"));
        }
        for (var section : List.of("policies", "workloads", "services", "certificates", "config")) {
            if (!dump.has(section)) {
                unchecked.add(section + ": config_dump.json has no such section");
            }
        }
        new TreeSet<>(dump.propertyNames())
                .stream()
                        .filter(section -> !SECTIONS.contains(section))
                        .forEach(section -> unchecked.add(
                                "the section " + section + " of config_dump.json, which is not known here"));
        var policies = IntendedPolicies.of(intended);
        var services = IntendedServices.of(intended);
        var addresses = addresses(dump.path("services"));
        if (dump.has("policies")) {
            new PoliciesCheck(policies, found).run(dump.path("policies"));
        }
        new WorkloadsCheck(intended, policies, services, cluster(state), addresses, found).run(dump.path("workloads"));
        if (dump.has("services")) {
            new ServicesCheck(intended, services, addresses, found).run(dump.path("services"), dump.path("workloads"));
        }
        new CertificatesCheck(intended, state.at(), found, unchecked).run(dump.path("certificates"));
        new SettingsCheck(intended, found).run(dump);
        return new Findings(dump.has("policies") || dump.has("workloads"), found, unchecked);
    }

    private static String cluster(ProxyState state) {
        var told = state.facts().path("clusterId").asString("");
        return told.isEmpty()
                ? state.configDump().path("config").path("clusterId").asString("Kubernetes")
                : told;
    }

    /// The hosts by `network/address`.
    private static Map<String, String> addresses(JsonNode services) {
        var hosts = new HashMap<String, String>();
        for (var service : services) {
            service.path("vips")
                    .forEach(vip -> hosts.put(
                            EntryCheck.text(vip), service.path("hostname").asString("")));
        }
        return hosts;
    }
}
