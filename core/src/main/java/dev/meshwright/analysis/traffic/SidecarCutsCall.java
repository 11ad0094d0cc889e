package dev.meshwright.analysis.traffic;

import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.access.reach.Answer.Reason;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.access.reach.Sidecars;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.MeshAccess;
import dev.meshwright.analysis.Reads;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Workload;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// A `Sidecar` object keeps from a caller's proxy a Service that the caller is known to call.
final class SidecarCutsCall implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW1111",
            "SidecarCutsCall",
            Category.TRAFFIC,
            Severity.WARNING,
            "A Sidecar leaves out a Service that is called",
            "The caller's proxy does not know the Service: its routes, timeouts and retries do not apply, and calls go out"
                    + " as to an unknown host, in plaintext, which a STRICT callee refuses. With REGISTRY_ONLY they get 502.",
            "Add the Service's namespace and host to egress.hosts.",
            sidecar("./*"),
            sidecar("shop/*"),
            "https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioEgressListener");

    private static String sidecar(String host) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: reviews, namespace: shop}
                spec: {selector: {app: reviews}, ports: [{name: http, port: 80}]}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: front}
                spec:
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: web, env: [{name: REVIEWS_URL, value: "http://reviews.shop"}]}]}
                ---
                apiVersion: networking.istio.io/v1
                kind: Sidecar
                metadata: {name: default, namespace: front}
                spec: {egress: [{hosts: ["%s"]}]}
                """.formatted(host);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Reads reads() {
        return Reads.MESH;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        if (mesh.lacks(Istio.NETWORKING, "Sidecar")) {
            return Stream.empty();
        }
        var access = MeshAccess.of(mesh);
        var sidecars = new Sidecars(mesh.manifests(), access.settings());
        var workloads = new HashMap<String, Workload>();
        mesh.workloads().forEach(workload -> workloads.putIfAbsent(workload.id(), workload));
        var services = new HashMap<String, Service>();
        mesh.topology().services().forEach(service -> services.putIfAbsent(service.id(), service));
        return mesh.topology().edges().stream()
                .flatMap(edge -> callers(edge, services, workloads)
                        .filter(caller -> access.membership().proxyOf(caller) == Proxy.SIDECAR && !caller.isGateway())
                        .flatMap(caller -> called(edge, services).stream()
                                .flatMap(callee -> sidecars
                                        .keepFrom(caller, callee.namespace(), callee.host())
                                        .flatMap(reason -> finding(mesh, edge, caller, callee, reason))
                                        .stream())));
    }

    private static Stream<Workload> callers(Edge edge, Map<String, Service> services, Map<String, Workload> workloads) {
        return Optional.ofNullable(services.get(edge.from())).stream()
                .flatMap(service -> service.workloads().stream())
                .map(workloads::get)
                .filter(Objects::nonNull);
    }

    private static Optional<Service> called(Edge edge, Map<String, Service> services) {
        return Optional.ofNullable(services.get(edge.to())).filter(service -> !service.isWorkloadOnly());
    }

    private static Optional<Finding> finding(Mesh mesh, Edge edge, Workload caller, Service callee, Reason reason) {
        var where = reason.where();
        if (where == null) {
            return Optional.empty();
        }
        boolean isClosed = reason.verdict() == Verdict.NO
                || mesh.config()
                        .mesh()
                        .text("outboundTrafficPolicy", "mode")
                        .orElse("")
                        .equals("REGISTRY_ONLY");
        return mesh.objectAt(where.file(), where.line()).map(sidecar -> {
            var finding = Finding.of(
                    INFO,
                    sidecar,
                    where,
                    "spec.egress",
                    caller.id() + " calls " + callee.id() + ", which no host of egress imports",
                    INFO.fix());
            var graded = isClosed ? finding.withSeverity(Severity.ERROR) : finding;
            return edge.confidence().isAtLeast(Edge.Confidence.OBSERVED) ? graded : finding.asInference();
        });
    }
}
