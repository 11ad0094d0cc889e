package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Hosts;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A route leaves open which of several ports it means.
final class DestinationPortRequired implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0112",
            "DestinationPortRequired",
            Category.TRAFFIC,
            Severity.ERROR,
            "A route names no port of a host with several",
            "The route goes to the port that the caller used; through a gateway, or when that port speaks another"
                    + " protocol, it is undefined where requests end.",
            "Name the port in the destination.",
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              ports: [{name: http, port: 80}, {name: grpc, port: 90}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: shop}
            spec:
              hosts: [reviews]
              http:
                - route:
                    - destination: {host: reviews}
            """,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              ports: [{name: http, port: 80}, {name: grpc, port: 90}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: shop}
            spec:
              hosts: [reviews]
              http:
                - route:
                    - destination: {host: reviews, port: {number: 80}}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0112/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Destination.all(mesh)
                .filter(destination -> destination.node().at("port").isEmpty())
                .flatMap(destination -> destination.target(mesh).stream()
                        .filter(host -> host.ports().size() > 1)
                        .map(host -> finding(destination, host)));
    }

    private static Finding finding(Destination destination, Hosts.Host host) {
        var ports =
                host.ports().stream().map(port -> String.valueOf(port.number())).collect(Collectors.joining(", "));
        return Finding.of(
                INFO,
                destination.virtualService(),
                destination.where("host"),
                destination.path(),
                destination.host() + " has the ports " + ports + ", and the route does not say which",
                "Add port.number, one of " + ports + ".");
    }
}
