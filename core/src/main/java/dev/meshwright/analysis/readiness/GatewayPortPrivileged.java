package dev.meshwright.analysis.readiness;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Workload;
import java.util.LinkedHashMap;
import java.util.stream.Stream;

/// A Gateway opens a port below 1024 on pods that may not.
final class GatewayPortPrivileged implements Rule {
    private static final int FIRST_FREE = 1024;
    private static final String UNPRIVILEGED = "ISTIO_META_UNPRIVILEGED_POD";

    private static final RuleInfo INFO = new RuleInfo(
            "MW5305",
            "GatewayPortPrivileged",
            Category.TRAFFIC,
            Severity.ERROR,
            "A gateway's pods may not open this port",
            "The pods say that they run without privileges, so istiod leaves out their listeners on ports below 1024:"
                    + " nobody answers there, and nothing but istiod's log says so.",
            "Let the gateway's Service lead to a port from 1024 on, such as 8080 or 8443.",
            gateway("80"),
            gateway("8080"),
            "https://istio.io/latest/docs/setup/additional-setup/gateway/");

    private static String gateway(String targetPort) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: gateway, namespace: shop}
                spec:
                  template:
                    metadata: {labels: {istio: ingressgateway}}
                    spec:
                      containers:
                        - name: istio-proxy
                          image: auto
                          env: [{name: ISTIO_META_UNPRIVILEGED_POD, value: "true"}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: gateway, namespace: shop}
                spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80, targetPort: %s}]}
                ---
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: public, namespace: shop}
                spec:
                  selector: {istio: ingressgateway}
                  servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [shop.example]}]
                """.formatted(targetPort);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = ReadinessView.of(mesh);
        var unprivileged = mesh.workloads().stream()
                .filter(GatewayPortPrivileged::isUnprivileged)
                .toList();
        return unprivileged.isEmpty()
                ? Stream.empty()
                : mesh.objects("networking.istio.io", "Gateway").stream()
                        .flatMap(gateway -> unprivileged.stream()
                                .filter(pods -> isSelected(gateway, pods))
                                .flatMap(pods -> findings(view, gateway, pods)));
    }

    private static boolean isUnprivileged(Workload workload) {
        return workload.podSpec().items("containers").stream()
                .flatMap(container -> container.items("env").stream())
                .anyMatch(variable -> variable.text("name").orElse("").equals(UNPRIVILEGED)
                        && variable.text("value").orElse("").equals("true"));
    }

    private static boolean isSelected(Manifest gateway, Workload pods) {
        var selector = new LinkedHashMap<String, String>();
        gateway.root()
                .entries("spec", "selector")
                .forEach(label -> selector.put(label.key(), label.value().text().orElse("")));
        return pods.isSelectedBy(selector);
    }

    private static Stream<Finding> findings(ReadinessView view, Manifest gateway, Workload pods) {
        return gateway.root().items("spec", "servers").stream()
                .flatMap(server -> server.at("port", "number").stream())
                .flatMap(number -> number.integer().stream()
                        .flatMap(port -> podPorts(view, pods, port)
                                .filter(podPort -> podPort > 0 && podPort < FIRST_FREE)
                                .distinct()
                                .map(podPort -> finding(gateway, number, pods, podPort))));
    }

    /// The ports of the pods behind a port of the Gateway: that of a Service leads there, without one it is the same.
    private static Stream<Integer> podPorts(ReadinessView view, Workload pods, int port) {
        var behind = view.servicesOf(pods).stream()
                .flatMap(service -> service.port(port).stream())
                .map(Service.Port::targetPort)
                .toList();
        return behind.isEmpty() ? Stream.of(port) : behind.stream();
    }

    private static Finding finding(Manifest gateway, Node number, Workload pods, int podPort) {
        return Finding.of(
                INFO,
                gateway,
                number.where(),
                "spec.servers",
                "the pods of " + pods.id() + " run without privileges and do not listen on port " + podPort,
                INFO.fix());
    }
}
