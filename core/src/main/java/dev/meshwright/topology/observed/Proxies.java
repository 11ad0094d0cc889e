package dev.meshwright.topology.observed;

import dev.meshwright.topology.Workload;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells the proxies that stand between callers and callees from those who call and are called.
final class Proxies {
    /// Gateways of common installations, by name, for proxies that the input does not hold.
    private static final Pattern GATEWAY =
            Pattern.compile("(.*-)?(istio-?ingress(gateway)?|ingress-?gateway|ingress-nginx"
                    + "|nginx-ingress|traefik|kong|haproxy-ingress)(-.*)?|ingressgateway-.*|.*-istio");
    private static final Pattern RELAY = Pattern.compile("(.*-)?(waypoint|egress-?gateway)(-.*)?");
    private static final Set<String> CONTROLLERS = Set.of("ingress-nginx", "nginx-ingress", "traefik", "kong");

    private Proxies() {}

    /// Whether a workload of this name, of which nothing else is known, takes traffic from outside.
    static boolean isGateway(String name) {
        return GATEWAY.matcher(name).matches();
    }

    static boolean isGateway(Workload workload) {
        return workload.isGateway()
                || CONTROLLERS.contains(workload.labels().getOrDefault("app.kubernetes.io/name", ""));
    }

    /// Whether a workload of this name, of which nothing else is known, only passes calls on.
    static boolean isRelay(String name) {
        return RELAY.matcher(name).matches();
    }

    static boolean isRelay(Workload workload) {
        return "egressgateway".equals(workload.labels().get("istio"))
                || workload.labels()
                        .getOrDefault("gateway.istio.io/managed", "")
                        .contains("waypoint");
    }
}
