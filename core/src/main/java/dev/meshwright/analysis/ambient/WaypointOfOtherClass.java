package dev.meshwright.analysis.ambient;

import dev.meshwright.access.reach.Enrolment.State;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A label names a Gateway that is no waypoint.
final class WaypointOfOtherClass implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4205",
            "WaypointOfOtherClass",
            Category.AMBIENT,
            Severity.ERROR,
            "The Gateway that a label names is no waypoint",
            "ztunnel hands traffic over as HBONE on port 15008. A Gateway of another class, without a "
                    + "listener or binding for it, cannot take it, and what waypoints enforce is not enforced.",
            "Set gatewayClassName: istio-waypoint, with a listener for HBONE on port 15008.",
            Examples.CART + Examples.ENROLLED_SERVICE + """
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: Gateway
                    metadata: {name: waypoint, namespace: shop}
                    spec:
                      gatewayClassName: istio
                      listeners: [{name: http, port: 80, protocol: HTTP}]
                    """,
            Examples.CART + Examples.ENROLLED_SERVICE + """
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: Gateway
                    metadata: {name: waypoint, namespace: shop}
                    spec:
                      gatewayClassName: istio-waypoint
                      listeners: [{name: http, port: 80, protocol: HTTP}]
                    """,
            "https://istio.io/latest/docs/ambient/usage/waypoint/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return AmbientView.of(mesh)
                .asking(State.OTHER_CLASS)
                .map(asked -> asked.finding(
                        INFO,
                        "Gateway " + asked.enrolment().gateway() + ", which " + asked.who()
                                + " names, is not a waypoint"));
    }
}
