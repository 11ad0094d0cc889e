package dev.meshwright.analysis.ambient;

import dev.meshwright.access.reach.Enrolment.State;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A label names a waypoint without an address.
final class WaypointNotReady implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4204",
            "WaypointNotReady",
            Category.AMBIENT,
            Severity.WARNING,
            "The waypoint that a label names is not ready",
            "istiod counts a waypoint only once its status has an address, which it gets with the "
                    + "first pod that is ready. Until then traffic goes straight to its destination.",
            "See why the waypoint's pods do not become ready, and wait for its address before "
                    + "policies rely on it.",
            Examples.CART + Examples.ENROLLED_SERVICE + """
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: Gateway
                    metadata: {name: waypoint, namespace: shop}
                    spec:
                      gatewayClassName: istio-waypoint
                      listeners: [{name: mesh, port: 15008, protocol: HBONE}]
                    status: {conditions: [{type: Programmed, status: "False"}]}
                    """,
            Examples.CART + Examples.ENROLLED_SERVICE + """
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: Gateway
                    metadata: {name: waypoint, namespace: shop}
                    spec:
                      gatewayClassName: istio-waypoint
                      listeners: [{name: mesh, port: 15008, protocol: HBONE}]
                    status: {addresses: [{type: Hostname, value: waypoint.shop.svc.cluster.local}]}
                    """,
            "https://istio.io/latest/docs/ambient/usage/waypoint/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return AmbientView.of(mesh)
                .asking(State.NOT_READY)
                .map(asked -> asked.finding(
                        INFO,
                        "the status of waypoint " + asked.enrolment().gateway() + " has no address: calls to "
                                + asked.who() + " go without it"));
    }
}
