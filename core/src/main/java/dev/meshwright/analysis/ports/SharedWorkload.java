package dev.meshwright.analysis.ports;

import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.injection.Injection;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Source;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/// A Deployment in the mesh with the Services that select it, two at least.
record SharedWorkload(Workload workload, List<Manifest> services) {

    /// Deployments whose pods get a sidecar; waypoints are left out.
    static Stream<SharedWorkload> all(Mesh mesh) {
        var byPlace = new LinkedHashMap<Source, SharedWorkload>();
        for (var service : mesh.objects("", "Service")) {
            for (var workload : ServicePort.workloads(mesh, service)) {
                byPlace.computeIfAbsent(workload.where(), _ -> new SharedWorkload(workload, new ArrayList<>()))
                        .add(service);
            }
        }
        return byPlace.values().stream()
                .filter(shared -> shared.services().size() > 1
                        && shared.workload().kind().equals("Deployment")
                        && !isWaypoint(shared.workload())
                        && Injection.hasSidecar(mesh, shared.workload()));
    }

    /// A Service that stands twice in the input is one.
    private void add(Manifest service) {
        if (services.stream().noneMatch(other -> other.id().equals(service.id()))) {
            services.add(service);
        }
    }

    private static boolean isWaypoint(Workload workload) {
        return workload.manifest()
                .labels()
                .getOrDefault("gateway.istio.io/managed", "")
                .equals("istio.io-mesh-controller");
    }

    String serviceNames() {
        return String.join(", ", services.stream().map(Manifest::name).toList());
    }
}
