package dev.meshwright.access;

import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Everyone who could call, workloads of one identity taken together: no policy can tell them apart.
final class Callers {
    private final List<Group> groups;

    /// Workloads of one identity.
    ///
    /// @param members `namespace/name` of the workloads
    /// @param entry whether traffic from outside arrives with this identity
    record Group(Caller.Identity identity, List<String> members, boolean entry) {}

    private Callers(List<Group> groups) {
        this.groups = groups;
    }

    static Callers of(List<Workload> inMesh, Gateways gateways, MeshSettings settings) {
        SequencedMap<String, List<String>> members = new LinkedHashMap<>();
        for (var workload : inMesh) {
            var names = members.computeIfAbsent(account(workload), _ -> new ArrayList<>());
            if (!names.contains(workload.id())) {
                names.add(workload.id());
            }
        }
        gateways.accounts().forEach((account, name) -> members.putIfAbsent(account, List.of(name)));
        var groups = new ArrayList<Group>();
        members.forEach((account, names) -> {
            int slash = account.indexOf('/');
            var identity = new Caller.Identity(
                    settings.trustDomain(), account.substring(0, Math.max(slash, 0)), account.substring(slash + 1));
            groups.add(new Group(identity, names, gateways.accounts().containsKey(account)));
        });
        return new Callers(groups);
    }

    List<Group> groups() {
        return groups;
    }

    private static String account(Workload workload) {
        return workload.namespace() + "/" + workload.serviceAccount();
    }
}
