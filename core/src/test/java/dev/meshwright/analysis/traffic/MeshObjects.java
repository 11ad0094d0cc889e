package dev.meshwright.analysis.traffic;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Manifests for the tests of this package; an id is `namespace/name`.
final class MeshObjects {
    private MeshObjects() {}

    static String service(String id, int... ports) {
        var list = Arrays.stream(ports)
                .mapToObj("{name: http-%1$d, port: %1$d}"::formatted)
                .collect(Collectors.joining(", "));
        return core("Service", id, "{selector: {app: reviews}, ports: [" + list + "]}");
    }

    static String core(String kind, String id, String spec) {
        return object("v1", kind, id, spec);
    }

    static String serviceEntry(String id, String spec) {
        return istio("ServiceEntry", id, spec);
    }

    static String virtualService(String id, String spec) {
        return istio("VirtualService", id, spec);
    }

    /// A VirtualService `shop/reviews` for the host `reviews` with one http route to this destination.
    static String route(String destination) {
        return virtualService(
                "shop/reviews", "{hosts: [reviews], http: [{route: [{destination: %s}]}]}".formatted(destination));
    }

    static String destinationRule(String id, String spec) {
        return istio("DestinationRule", id, spec);
    }

    static String gateway(String id, String hosts) {
        return istio("Gateway", id, "{selector: {istio: ingressgateway}, servers: [{hosts: %s}]}".formatted(hosts));
    }

    static String kubernetesGateway(String id, String listeners) {
        return object("gateway.networking.k8s.io/v1", "Gateway", id, "{listeners: %s}".formatted(listeners));
    }

    private static String istio(String kind, String id, String spec) {
        return object("networking.istio.io/v1", kind, id, spec);
    }

    private static String object(String version, String kind, String id, String spec) {
        int slash = id.indexOf('/');
        return """
                apiVersion: %s
                kind: %s
                metadata: {name: %s, namespace: %s}
                spec: %s
                """.formatted(version, kind, id.substring(slash + 1), id.substring(0, slash), spec);
    }
}
