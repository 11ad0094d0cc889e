package dev.meshwright.cli;

import dev.meshwright.access.Proof;
import dev.meshwright.analysis.Finding;
import dev.meshwright.generate.Scope;
import dev.meshwright.topology.Topology;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Where only some services are onboarded, what is open at the others is not news: their turn comes. Left out is what is
/// about a service or workload outside the scope and about nothing in it.
final class InScope {
    private final Set<String> outside = new HashSet<>();

    InScope(Topology topology, Scope scope) {
        topology.workloads().forEach(workload -> outside.add(workload.id()));
        for (var service : topology.services()) {
            outside.add(service.id());
        }
        topology.services().stream()
                .filter(service -> scope.services().test(service.id()))
                .forEach(service -> {
                    outside.remove(service.id());
                    service.workloads().forEach(outside::remove);
                });
    }

    List<Finding> findings(List<Finding> all) {
        return all.stream()
                .filter(finding -> !outside.contains(finding.namespace() + "/" + finding.resource()))
                .toList();
    }

    Proof proof(Proof all) {
        return new Proof(
                all.checked(),
                all.admitted(),
                pairs(all.surplus()),
                pairs(all.refused()),
                all.blindSpots().stream()
                        .filter(spot -> !outside.contains(spot.service()))
                        .toList());
    }

    private List<Proof.Pair> pairs(List<Proof.Pair> all) {
        return all.stream().filter(pair -> !outside.contains(pair.to())).toList();
    }
}
