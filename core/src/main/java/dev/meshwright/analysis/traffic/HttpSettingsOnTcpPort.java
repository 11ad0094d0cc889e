package dev.meshwright.analysis.traffic;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Hosts;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Node;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// HTTP routes for a port that Istio takes for plain TCP. The port that callers call decides, not the one that a route
/// leads to; and a gateway reads what comes in by its own servers.
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

    /// The protocols of ports into whose requests a sidecar does not look.
    private static final Set<String> NOT_HTTP = Set.of("tcp", "tls", "https", "udp", "mongo", "mysql", "redis");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return Destination.all(mesh)
                .filter(destination -> destination.path().startsWith("spec.http[")
                        && Istio.isForSidecars(destination.virtualService())
                        && destination.isForOwnHost())
                .flatMap(destination -> destination.target(mesh).stream()
                        .filter(host ->
                                host.ports().stream().allMatch(port -> NOT_HTTP.contains(protocol(host, port.node()))))
                        .flatMap(host -> host.ports().stream()
                                .filter(port -> destination
                                        .port()
                                        .map(number -> number == port.number())
                                        .orElse(host.ports().size() == 1))
                                .map(port -> Finding.of(
                                        INFO,
                                        destination.virtualService(),
                                        destination.where("host"),
                                        destination.path(),
                                        "port " + port.number() + " of " + destination.host() + " is declared "
                                                + protocol(host, port.node()) + ": http routes do nothing there",
                                        INFO.fix()))));
    }

    /// The protocol word that decides: of a Service its `appProtocol`, else the port's name up to the first dash.
    private static String protocol(Hosts.Host host, Node port) {
        var word = host.isService() ? port.text("appProtocol").or(() -> port.text("name")) : port.text("protocol");
        var text = word.orElse("").toLowerCase(Locale.ROOT);
        int dash = text.indexOf('-');
        return dash < 0 ? text : text.substring(0, dash);
    }
}
