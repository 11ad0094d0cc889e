package dev.meshwright.posture.envoy;

import dev.meshwright.posture.Intended;
import dev.meshwright.posture.ProxyState;
import dev.meshwright.topology.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Whose Envoy it is: the workload of the intent that it stands beside, and what of the pod no intent can know.
///
/// @param workload of the intent, with the labels that injection adds
/// @param isGateway whether it takes traffic from outside instead of standing beside an application
/// @param node what Envoy says about itself
record EnvoyProxy(Workload workload, boolean isGateway, JsonNode node) {
    private static final String CANONICAL = "service.istio.io/canonical-name";

    /// The proxy's workload, by what the collector says, else by what the proxy says; empty where the intent holds
    /// none.
    static Optional<EnvoyProxy> of(Intended intended, ProxyState state) {
        var namespace = state.told("namespace", "NAMESPACE");
        return names(state)
                .flatMap(name -> intended.workload(namespace, name).stream())
                .findFirst()
                .map(workload -> {
                    var type = state.facts().path("proxyType").asString("");
                    boolean gateway = type.isEmpty() ? isRouter(state.node()) : !type.equals("sidecar");
                    return new EnvoyProxy(injected(workload), gateway || workload.isGateway(), state.node());
                });
    }

    /// The collector may name a gateway by its `Gateway`, whose pods have another name.
    private static Stream<String> names(ProxyState state) {
        var told = state.told("workload", "WORKLOAD_NAME");
        return Stream.of(
                told, state.node().path("metadata").path("WORKLOAD_NAME").asString(""), told + "-istio");
    }

    private static boolean isRouter(JsonNode node) {
        return node.path("id").asString("").startsWith("router~");
    }

    /// With the labels that istiod's webhook adds, which selectors may ask for.
    private static Workload injected(Workload workload) {
        var labels = new LinkedHashMap<>(workload.labels());
        labels.putIfAbsent("security.istio.io/tlsMode", "istio");
        labels.putIfAbsent(
                CANONICAL,
                workload.labels()
                        .getOrDefault(
                                "app.kubernetes.io/name", workload.labels().getOrDefault("app", workload.name())));
        labels.putIfAbsent(
                "service.istio.io/canonical-revision",
                workload.labels()
                        .getOrDefault(
                                "app.kubernetes.io/version", workload.labels().getOrDefault("version", "latest")));
        return new Workload(
                workload.kind(),
                workload.namespace(),
                workload.name(),
                labels,
                workload.annotations(),
                workload.serviceAccount(),
                workload.hostNetwork(),
                workload.ports(),
                workload.podSpec(),
                workload.manifest());
    }

    /// Whether it stands before ambient services.
    boolean isWaypoint() {
        return node.path("id").asString("").startsWith("waypoint~");
    }

    String namespace() {
        return workload.namespace();
    }

    Map<String, String> labels() {
        return workload.labels();
    }

    /// The pod's addresses, as the proxy says; no intent knows them.
    List<String> addresses() {
        var text = node.path("metadata").path("INSTANCE_IPS").asString("");
        return text.isEmpty() ? List.of() : List.of(text.split(","));
    }
}
