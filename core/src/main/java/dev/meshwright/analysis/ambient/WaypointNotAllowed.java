package dev.meshwright.analysis.ambient;

import dev.meshwright.access.reach.Enrolment.State;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A label names a waypoint that does not admit the namespace.
final class WaypointNotAllowed implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4207",
            "WaypointNotAllowed",
            Category.AMBIENT,
            Severity.ERROR,
            "The waypoint does not admit this namespace",
            "A waypoint takes objects of its own namespace unless its listener's allowedRoutes say "
                    + "otherwise, and never those of a ServiceEntry that is exported to its namespace only. "
                    + "Traffic goes without it.",
            "Allow the namespace in allowedRoutes.namespaces of the waypoint's HBONE listener.",
            Examples.CART + """
                    apiVersion: v1
                    kind: Service
                    metadata:
                      name: cart
                      namespace: shop
                      labels: {istio.io/use-waypoint: shared, istio.io/use-waypoint-namespace: infra}
                    spec: {selector: {app: cart}, ports: [{name: http, port: 80, targetPort: 8080}]}
                    ---
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: Gateway
                    metadata: {name: shared, namespace: infra}
                    spec:
                      gatewayClassName: istio-waypoint
                      listeners: [{name: mesh, port: 15008, protocol: HBONE, allowedRoutes: {namespaces: {from: Same}}}]
                    """,
            Examples.CART + """
                    apiVersion: v1
                    kind: Service
                    metadata:
                      name: cart
                      namespace: shop
                      labels: {istio.io/use-waypoint: shared, istio.io/use-waypoint-namespace: infra}
                    spec: {selector: {app: cart}, ports: [{name: http, port: 80, targetPort: 8080}]}
                    ---
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: Gateway
                    metadata: {name: shared, namespace: infra}
                    spec:
                      gatewayClassName: istio-waypoint
                      listeners: [{name: mesh, port: 15008, protocol: HBONE, allowedRoutes: {namespaces: {from: All}}}]
                    """,
            "https://istio.io/latest/docs/ambient/usage/waypoint/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return AmbientView.of(mesh)
                .asking(State.NOT_ALLOWED)
                .map(asked -> asked.finding(
                        INFO,
                        "waypoint " + asked.enrolment().gateway() + " does not admit " + asked.who()
                                + ", whose traffic goes without it"));
    }
}
