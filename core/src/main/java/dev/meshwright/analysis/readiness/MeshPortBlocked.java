package dev.meshwright.analysis.readiness;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.readiness.PacketFilter.Direction;
import dev.meshwright.manifest.LabelSelector;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import dev.meshwright.topology.Workload;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// NetworkPolicies that were written for the applications' ports and keep the mesh's own from its proxies.
final class MeshPortBlocked implements Rule {
    private static final int HBONE = 15008;
    private static final int CONTROL = 15012;
    private static final int WEBHOOK = 15017;
    private static final int HEALTH = 15021;
    private static final int MERGED_METRICS = 15020;
    private static final int METRICS = 15090;

    /// The labels of istiod's pods.
    private static final Map<String, String> ISTIOD = Map.of("app", "istiod", "istio", "pilot");

    private static final RuleInfo INFO = new RuleInfo(
            "MW5308",
            "MeshPortBlocked",
            Category.TRAFFIC,
            Severity.ERROR,
            "A NetworkPolicy blocks a port that the mesh needs",
            "In ambient mode all calls between pods come on port 15008, whatever port the application has. Proxies get"
                    + " certificates and configuration from istiod on 15012, the API server asks its webhooks on 15017,"
                    + " load balancers ask gateways on 15021 how they are, and metrics are fetched on 15020 and 15090.",
            "Let the port through in one of the NetworkPolicies that select these pods.",
            Examples.AMBIENT
                    + Examples.cart("", "{containers: [{name: cart, ports: [{containerPort: 8080}]}]}")
                    + Examples.networkPolicy("{podSelector: {}, ingress: [{ports: [{port: 8080}]}]}"),
            Examples.AMBIENT
                    + Examples.cart("", "{containers: [{name: cart, ports: [{containerPort: 8080}]}]}")
                    + Examples.networkPolicy("{podSelector: {}, ingress: [{ports: [{port: 8080}, {port: 15008}]}]}"),
            "https://istio.io/latest/docs/ambient/usage/networkpolicy/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        if (mesh.lacks("networking.k8s.io", "NetworkPolicy")) {
            return Stream.empty();
        }
        var view = ReadinessView.of(mesh);
        var first = new LinkedHashMap<Place, Blocked>();
        for (var workload : mesh.workloads()) {
            blocked(mesh, view, workload).forEach(one -> first.putIfAbsent(one.place(), one));
        }
        return first.values().stream().map(Blocked::finding);
    }

    /// A policy and the port that it keeps out: said once, whatever it selects.
    private record Place(Source policy, int port) {}

    private record Blocked(PacketFilter filter, int port, String what, Severity severity) {
        Place place() {
            return new Place(filter.first().where(), port);
        }

        Finding finding() {
            return Finding.of(
                            INFO,
                            filter.first(),
                            filter.first().where("spec"),
                            "spec",
                            "no NetworkPolicy lets port " + port + " through for "
                                    + filter.workload().id() + ": " + what,
                            INFO.fix())
                    .withSeverity(severity);
        }
    }

    private static Stream<Blocked> blocked(Mesh mesh, ReadinessView view, Workload workload) {
        var in = PacketFilter.of(mesh, workload, Direction.INGRESS);
        var out = PacketFilter.of(mesh, workload, Direction.EGRESS);
        if (isIstiod(workload)) {
            return Stream.concat(
                    blocked(in, CONTROL, "proxies get neither certificates nor configuration from it", Severity.ERROR),
                    blocked(in, WEBHOOK, "the API server cannot ask its webhooks", Severity.ERROR));
        }
        if (workload.isGateway()) {
            return blocked(in, HEALTH, "load balancers that ask for its health get no answer", Severity.WARNING);
        }
        return switch (view.tls().proxyOf(workload)) {
            case ZTUNNEL ->
                Stream.concat(
                        hbone(in, "calls of the mesh come there"), hbone(out, "its calls into the mesh go there"));
            case SIDECAR -> Stream.concat(control(mesh, out), metrics(workload, in));
            case NONE -> Stream.empty();
        };
    }

    private static boolean isIstiod(Workload workload) {
        return "istiod".equals(workload.labels().get("app"));
    }

    private static Stream<Blocked> blocked(Optional<PacketFilter> filter, int port, String what, Severity severity) {
        return filter.filter(one -> !one.passes(port)).map(one -> new Blocked(one, port, what, severity)).stream();
    }

    private static Stream<Blocked> hbone(Optional<PacketFilter> filter, String what) {
        return blocked(filter.filter(PacketFilter::isAboutConnections), HBONE, what, Severity.ERROR);
    }

    /// A sidecar's way to istiod; addresses may be istiod's.
    private static Stream<Blocked> control(Mesh mesh, Optional<PacketFilter> out) {
        var root = mesh.config().rootNamespace();
        var labels = new HashMap<String, String>();
        mesh.namespace(root).ifPresent(namespace -> labels.putAll(namespace.labels()));
        labels.put("kubernetes.io/metadata.name", root);
        return out
                .filter(one -> !one.passes(CONTROL, peer -> isIstiod(peer, labels, one.workload(), root)))
                .map(one -> new Blocked(
                        one, CONTROL, "its sidecar gets neither certificates nor configuration", Severity.ERROR))
                .stream();
    }

    private static boolean isIstiod(Node peer, Map<String, String> labels, Workload workload, String root) {
        if (peer.at("ipBlock").isPresent()) {
            return true;
        }
        boolean isInNamespace = peer.at("namespaceSelector")
                .map(selector -> new LabelSelector(selector).matches(labels))
                .orElse(workload.namespace().equals(root));
        return isInNamespace
                && peer.at("podSelector")
                        .map(selector -> new LabelSelector(selector).matches(ISTIOD))
                        .orElse(true);
    }

    /// Where pods ask to be scraped, which the sidecar answers for them.
    private static Stream<Blocked> metrics(Workload workload, Optional<PacketFilter> in) {
        boolean isScraped = "true".equals(workload.annotations().get("prometheus.io/scrape"));
        return in
                .filter(one -> isScraped && !one.passes(MERGED_METRICS) && !one.passes(METRICS))
                .map(one -> new Blocked(one, MERGED_METRICS, "its metrics are fetched there", Severity.WARNING))
                .stream();
    }
}
