package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Node;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// HTTP routes for a port that Istio takes for plain TCP.
final class HttpSettingsOnTcpPort implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW1103",
            "HttpSettingsOnTcpPort",
            Category.TRAFFIC,
            Severity.WARNING,
            "HTTP routes for a port that is not HTTP",
            "The proxy forwards the connection without looking into it: timeouts, retries and matches of http routes do"
                    + " nothing on this port.",
            "Name the port after its protocol (http, grpc, or appProtocol), or use tcp routes.",
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              ports: [{name: tcp-reviews, port: 80}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: shop}
            spec:
              hosts: [reviews]
              http:
                - route: [{destination: {host: reviews, port: {number: 80}}}]
                  timeout: 3s
            """,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: shop}
            spec:
              ports: [{name: http-reviews, port: 80}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: shop}
            spec:
              hosts: [reviews]
              http:
                - route: [{destination: {host: reviews, port: {number: 80}}}]
                  timeout: 3s
            """,
            "https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/");

    /// What a port name starts with when it says that the port is not HTTP.
    private static final List<String> NOT_HTTP = List.of("tcp", "tls", "udp", "mongo", "mysql", "redis");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Destination.all(mesh)
                .filter(destination -> destination.path().startsWith("spec.http["))
                .flatMap(destination -> destination.target(mesh).stream()
                        .flatMap(host -> host.ports().stream()
                                .filter(port -> destination
                                        .port()
                                        .map(number -> number == port.number())
                                        .orElse(host.ports().size() == 1))
                                .filter(port -> isDeclaredNotHttp(port.node()))
                                .map(port -> Finding.of(
                                        INFO,
                                        destination.virtualService(),
                                        destination.where("host"),
                                        destination.path(),
                                        "port " + port.number() + " of " + destination.host() + " is "
                                                + protocol(port.node())
                                                + " by its name: http routes do nothing there",
                                        INFO.fix()))));
    }

    private static boolean isDeclaredNotHttp(Node port) {
        return NOT_HTTP.contains(protocol(port));
    }

    /// The protocol word that decides: `appProtocol`, else the port's name up to the first dash.
    private static String protocol(Node port) {
        var word = port.text("appProtocol").or(() -> port.text("name")).orElse("");
        int dash = word.indexOf('-');
        return (dash < 0 ? word : word.substring(0, dash)).toLowerCase(Locale.ROOT);
    }
}
