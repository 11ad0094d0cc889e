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

/// A VirtualService sends requests to a port that the destination does not have.
final class DestinationPortNotFound implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0101",
            "DestinationPortNotFound",
            Category.REFERENCE,
            Severity.ERROR,
            "A route's destination port does not exist",
            "There is no cluster for the host at this port, so every request that takes the route gets a 503.",
            "Use a port of the Service; a route names the Service's port, not the container's.",
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              ports: [{name: http, port: 80, targetPort: 8080}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: shop}
            spec:
              hosts: [reviews]
              http:
                - route:
                    - destination: {host: reviews, port: {number: 8080}}
            """,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              ports: [{name: http, port: 80, targetPort: 8080}]
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
            "https://istio.io/latest/docs/reference/config/analysis/ist0101/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Destination.all(mesh)
                .flatMap(destination -> destination.port().stream()
                        .flatMap(port -> destination.target(mesh).stream()
                                .filter(host ->
                                        host.tellsPorts() && host.port(port).isEmpty())
                                .map(host -> finding(destination, port, host))));
    }

    private static Finding finding(Destination destination, int port, Hosts.Host host) {
        var ports =
                host.ports().stream().map(one -> String.valueOf(one.number())).collect(Collectors.joining(", "));
        return Finding.of(
                INFO,
                destination.virtualService(),
                destination.where("port", "number"),
                destination.path() + ".port.number",
                destination.host() + " has no port " + port
                        + (ports.isEmpty() ? "; it has no ports" : "; it has " + ports),
                host.ports().size() == 1 ? "Use port " + ports + "." : INFO.fix());
    }
}
