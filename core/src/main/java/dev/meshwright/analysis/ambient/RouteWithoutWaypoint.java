package dev.meshwright.analysis.ambient;

import dev.meshwright.access.reach.Enrolment;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Service;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Routes or traffic settings for an ambient Service that has no waypoint.
final class RouteWithoutWaypoint implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4302",
            "RouteWithoutWaypoint",
            Category.AMBIENT,
            Severity.WARNING,
            "Ambient callers skip these routes without a waypoint",
            "ztunnel balances connections and knows no routes, retries, timeouts, subsets or pools: "
                    + "calls between ambient pods ignore the VirtualService and the DestinationRule until a "
                    + "waypoint stands before the Service. Sidecars and gateways that call it still follow "
                    + "them.",
            "Label the Service or its namespace with istio.io/use-waypoint, or remove what nobody " + "follows.",
            Examples.CART + Examples.SERVICE + """
                    apiVersion: networking.istio.io/v1
                    kind: VirtualService
                    metadata: {name: cart, namespace: shop}
                    spec:
                      hosts: [cart]
                      http: [{timeout: 2s, route: [{destination: {host: cart}}]}]
                    """,
            Examples.CART + Examples.ENROLLED_SERVICE + Examples.WAYPOINT + """
                    apiVersion: networking.istio.io/v1
                    kind: VirtualService
                    metadata: {name: cart, namespace: shop}
                    spec:
                      hosts: [cart]
                      http: [{timeout: 2s, route: [{destination: {host: cart}}]}]
                    """,
            "https://istio.io/latest/docs/ambient/usage/l7-features/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = AmbientView.of(mesh);
        if (view.ambient().findAny().isEmpty()) {
            return Stream.empty();
        }
        var behindZtunnel = servicesBehindZtunnel(mesh, view);
        boolean hasSidecars = mesh.workloads().stream().anyMatch(view::hasSidecar);
        return Stream.concat(
                        mesh.objects("networking.istio.io", "VirtualService").stream()
                                .filter(RouteWithoutWaypoint::isForCallersInside),
                        mesh.objects("networking.istio.io", "DestinationRule").stream())
                .flatMap(object -> hosts(object)
                        .flatMap(host ->
                                mesh
                                        .hosts()
                                        .find(
                                                object.namespaceOrDefault(),
                                                host.text().orElse(""),
                                                List.of())
                                        .stream())
                        .filter(host -> host.isService()
                                && behindZtunnel.contains(host.object().id())
                                && view.waypoints()
                                        .ofService(host.object())
                                        .flatMap(Enrolment::bound)
                                        .isEmpty())
                        .map(host -> finding(object, host.object()))
                        .map(finding -> hasSidecars || object.kind().equals("DestinationRule")
                                ? finding.withSeverity(Severity.INFO)
                                : finding));
    }

    private static Stream<Node> hosts(Manifest object) {
        return object.kind().equals("VirtualService")
                ? object.root().items("spec", "hosts").stream()
                : object.root().at("spec", "host").stream();
    }

    private static boolean isForCallersInside(Manifest virtualService) {
        var gateways = virtualService.root().items("spec", "gateways");
        return gateways.isEmpty()
                || gateways.stream().anyMatch(one -> one.text().orElse("").equals("mesh"));
    }

    private static Set<String> servicesBehindZtunnel(Mesh mesh, AmbientView view) {
        return mesh.topology().services().stream()
                .filter(service -> service.workloads().stream()
                        .flatMap(id -> view.workload(id).stream())
                        .anyMatch(workload -> view.isAmbient(workload) && !workload.isGateway()))
                .map(Service::id)
                .collect(Collectors.toSet());
    }

    private static Finding finding(Manifest object, Manifest service) {
        return Finding.of(
                INFO,
                object,
                object.where("metadata", "name"),
                "spec",
                "no waypoint stands before Service " + service.id() + ", so ambient callers ignore this "
                        + object.kind(),
                INFO.fix());
    }
}
