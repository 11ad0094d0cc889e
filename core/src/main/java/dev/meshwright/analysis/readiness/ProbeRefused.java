package dev.meshwright.analysis.readiness;

import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.injection.Injection;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The kubelet's health checks come in plaintext to a port that takes mutual TLS only.
final class ProbeRefused implements Rule {
    private static final List<String> PROBES = List.of("startupProbe", "readinessProbe", "livenessProbe");
    private static final List<String> CALLING = List.of("httpGet", "grpc", "tcpSocket");
    private static final String REWRITE = "sidecar.istio.io/rewriteAppHTTPProbers";

    private static final RuleInfo INFO = new RuleInfo(
            "MW5304",
            "ProbeRefused",
            Category.INJECTION,
            Severity.ERROR,
            "Health checks come in plaintext to a STRICT port",
            "The kubelet has no certificate. Istio rewrites health checks so that the agent beside the proxy makes them;"
                    + " where that is turned off the proxy refuses them and the pod is restarted again and again. A TCP check"
                    + " that is not rewritten always succeeds instead, because the proxy takes the connection.",
            "Remove the annotation sidecar.istio.io/rewriteAppHTTPProbers, or set it to \"true\".",
            Examples.NAMESPACE + strict() + cart("\"false\""),
            Examples.NAMESPACE + strict() + cart("\"true\""),
            "https://istio.io/latest/docs/ops/configuration/mesh/app-health-check/");

    private static String strict() {
        return """
                apiVersion: security.istio.io/v1
                kind: PeerAuthentication
                metadata: {name: default, namespace: shop}
                spec: {mtls: {mode: STRICT}}
                ---
                """;
    }

    private static String cart(String rewrite) {
        return Examples.cart(
                "sidecar.istio.io/rewriteAppHTTPProbers: " + rewrite,
                "{containers: [{name: cart, livenessProbe: {httpGet: {path: /healthz, port: 8080}}}]}");
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = ReadinessView.of(mesh);
        return view.withSidecar()
                .filter(workload -> !isRewritten(mesh, workload))
                .flatMap(workload -> probes(workload).stream().flatMap(probe -> finding(view, workload, probe)));
    }

    private static boolean isRewritten(Mesh mesh, Workload workload) {
        var wish = workload.annotations().get(REWRITE);
        return wish == null ? Injection.rewritesProbes(mesh, workload) : !wish.equals("false");
    }

    /// A health check that makes a call.
    private record Probe(Node node, String container, String name, String kind, int port) {}

    private static List<Probe> probes(Workload workload) {
        var probes = new ArrayList<Probe>();
        for (var container : Containers.of(workload)) {
            for (var name : PROBES) {
                for (var kind : CALLING) {
                    container
                            .at(name, kind)
                            .ifPresent(call -> port(container, call)
                                    .ifPresent(port ->
                                            probes.add(new Probe(call, Containers.name(container), name, kind, port))));
                }
            }
        }
        return probes;
    }

    /// By number, or by the name of a port of the container.
    private static Optional<Integer> port(Node container, Node call) {
        return call.integer("port")
                .or(() -> container.items("ports").stream()
                        .filter(port -> port.text("name").equals(call.text("port")))
                        .flatMap(port -> port.integer("containerPort").stream())
                        .findFirst());
    }

    private static Stream<Finding> finding(ReadinessView view, Workload workload, Probe probe) {
        if (view.tls().proxyAt(workload, probe.port()) != Proxy.SIDECAR) {
            return Stream.empty();
        }
        boolean isTcp = probe.kind().equals("tcpSocket");
        if (!isTcp && view.tls().mode(workload, probe.port()).mode() != Mode.STRICT) {
            return Stream.empty();
        }
        var finding = Finding.of(
                INFO,
                workload.manifest(),
                probe.node().where(),
                "spec.template.spec.containers",
                "the " + probe.name() + " of container " + probe.container() + " "
                        + (isTcp
                                ? "always succeeds: the sidecar takes connections to port "
                                : "is refused: it comes in plaintext to the STRICT port ")
                        + probe.port(),
                INFO.fix());
        return Stream.of(isTcp ? finding.withSeverity(Severity.WARNING) : finding);
    }
}
