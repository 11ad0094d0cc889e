package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A gateway's route goes around the subsets that another VirtualService routes the host's requests to.
final class IngressRouteWithoutSubset implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0140",
            "IngressRouteWithoutSubset",
            Category.TRAFFIC,
            Severity.WARNING,
            "Subset rules do not apply at the gateway",
            "A VirtualService is applied once, where the request starts: what comes in through the gateway is not"
                    + " routed by the host's own VirtualService, so its subsets have no effect.",
            "Name the subset in the gateway's route as well, or bind one VirtualService to both.",
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: shop}
            spec:
              hosts: [reviews]
              http: [{route: [{destination: {host: reviews, subset: v1}}]}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: public, namespace: shop}
            spec:
              hosts: [shop.example.com]
              gateways: [public]
              http: [{route: [{destination: {host: reviews}}]}]
            """,
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: shop}
            spec:
              hosts: [reviews]
              http: [{route: [{destination: {host: reviews, subset: v1}}]}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: public, namespace: shop}
            spec:
              hosts: [shop.example.com]
              gateways: [public]
              http: [{route: [{destination: {host: reviews, subset: v1}}]}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0140/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var bySubset = virtualServicesWithSubsets(mesh);
        return Destination.all(mesh)
                .filter(destination -> destination.path().startsWith("spec.http[")
                        && destination.path().contains(".route[")
                        && destination.subset().isEmpty()
                        && isAtGateway(destination.virtualService()))
                .flatMap(destination -> bySubset.getOrDefault(destination.fullHost(), List.of()).stream()
                        .filter(other ->
                                !other.id().equals(destination.virtualService().id()))
                        .map(other -> finding(destination, other)));
    }

    private static boolean isAtGateway(Manifest virtualService) {
        return Istio.texts(virtualService, "gateways").stream().anyMatch(gateway -> !gateway.equals("mesh"));
    }

    /// By host, the VirtualServices of that host that route its own requests to a subset of it.
    private static Map<String, List<Manifest>> virtualServicesWithSubsets(Mesh mesh) {
        var found = new HashMap<String, List<Manifest>>();
        Destination.all(mesh)
                .filter(destination -> destination.subset().isPresent() && destination.isForOwnHost())
                .forEach(destination -> {
                    var objects = found.computeIfAbsent(destination.fullHost(), _ -> new ArrayList<>());
                    if (objects.isEmpty()
                            || !objects.getLast()
                                    .where()
                                    .equals(destination.virtualService().where())) {
                        objects.add(destination.virtualService());
                    }
                });
        return found;
    }

    private static Finding finding(Destination destination, Manifest other) {
        return Finding.of(
                INFO,
                destination.virtualService(),
                destination.where("host"),
                destination.path(),
                "the subsets that " + other.id() + " routes " + destination.host()
                        + " to have no effect on requests from the gateway",
                INFO.fix());
    }
}
