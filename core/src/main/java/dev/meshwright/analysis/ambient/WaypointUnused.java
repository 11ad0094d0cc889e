package dev.meshwright.analysis.ambient;

import dev.meshwright.access.Waypoint;
import dev.meshwright.access.reach.Waypoints;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.topology.Workload;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A waypoint that no label names.
final class WaypointUnused implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4208",
            "WaypointUnused",
            Category.AMBIENT,
            Severity.INFO,
            "Nothing uses this waypoint",
            "A waypoint takes traffic only of what names it: without a label its pods run for "
                    + "nothing, and policies attached to it have no effect.",
            "Label a namespace, Service or pod template with istio.io/use-waypoint, or remove the " + "waypoint.",
            Examples.CART + Examples.SERVICE + Examples.WAYPOINT,
            Examples.CART + Examples.ENROLLED_SERVICE + Examples.WAYPOINT,
            "https://istio.io/latest/docs/ambient/usage/waypoint/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var waypoints = mesh.objects("gateway.networking.k8s.io", "Gateway").stream()
                .filter(gateway -> gateway.root()
                        .text("spec", "gatewayClassName")
                        .orElse("")
                        .equals(Waypoint.CLASS))
                .toList();
        if (waypoints.isEmpty()) {
            return Stream.empty();
        }
        var named = named(mesh);
        boolean isPart = mesh.lacks("", "Service") && mesh.lacks("", "Namespace");
        return waypoints.stream()
                .filter(gateway -> !named.contains(gateway.name()))
                .map(gateway -> Finding.of(
                        INFO,
                        gateway,
                        gateway.where("metadata", "name"),
                        "metadata.name",
                        "no label names waypoint " + gateway.id(),
                        INFO.fix()))
                .map(finding -> isPart ? finding.asInference() : finding);
    }

    /// The names in all labels for waypoints, those for canaries too, whatever namespace they mean.
    private static Set<String> named(Mesh mesh) {
        var objects = mesh.manifests().objects().stream().map(Manifest::labels);
        var pods = mesh.workloads().stream().map(Workload::labels);
        return Stream.concat(objects, pods)
                .flatMap(labels -> labels.entrySet().stream())
                .filter(label -> label.getKey().startsWith(Waypoints.USE))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }
}
