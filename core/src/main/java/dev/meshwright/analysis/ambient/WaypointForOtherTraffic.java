package dev.meshwright.analysis.ambient;

import dev.meshwright.access.reach.Enrolment.State;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A label names a waypoint that is for another sort of traffic.
final class WaypointForOtherTraffic implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4206",
            "WaypointForOtherTraffic",
            Category.AMBIENT,
            Severity.WARNING,
            "The waypoint does not take this sort of traffic",
            "istio.io/waypoint-for says whether a waypoint takes calls to Services (service, the "
                    + "default), to the addresses of pods (workload) or both (all). Traffic of the other sort "
                    + "passes it by.",
            "Set istio.io/waypoint-for on the waypoint to all or to the sort that is meant, or move " + "the label.",
            Examples.CART + Examples.ENROLLED_SERVICE + """
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: Gateway
                    metadata: {name: waypoint, namespace: shop, labels: {istio.io/waypoint-for: workload}}
                    spec:
                      gatewayClassName: istio-waypoint
                      listeners: [{name: mesh, port: 15008, protocol: HBONE}]
                    """,
            Examples.CART + Examples.ENROLLED_SERVICE + """
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: Gateway
                    metadata: {name: waypoint, namespace: shop, labels: {istio.io/waypoint-for: all}}
                    spec:
                      gatewayClassName: istio-waypoint
                      listeners: [{name: mesh, port: 15008, protocol: HBONE}]
                    """,
            "https://istio.io/latest/docs/ambient/usage/waypoint/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return AmbientView.of(mesh)
                .asking(State.OTHER_TRAFFIC)
                .map(asked -> asked.finding(
                        INFO,
                        "waypoint " + asked.enrolment().gateway() + " is not for traffic to a "
                                + asked.object().kind() + ": calls to " + asked.who() + " go without it"));
    }
}
