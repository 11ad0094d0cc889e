package dev.meshwright.posture;

import dev.meshwright.Json;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Manifests;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The objects that nobody writes and every mesh has: the Service of the API server, istiod's, and what istiod makes of
/// a `Gateway` of its class. Where the intent holds one of them, that one counts.
final class ImpliedObjects {
    static final String FILE = "(implied by Istio)";

    private ImpliedObjects() {}

    static Manifests of(Manifests written) {
        var known = written.objects().stream().map(ImpliedObjects::key).collect(Collectors.toSet());
        var objects = new ArrayList<Map<String, ?>>();
        objects.add(service("default", "kubernetes", Map.of(), List.of(port("https", 443, 6443, "https"))));
        objects.add(service(
                "istio-system",
                "istiod",
                Map.of("app", "istiod"),
                List.of(
                        port("grpc-xds", 15010, 15010, "grpc"),
                        port("https-dns", 15012, 15012, "https"),
                        port("https-webhook", 443, 15017, "https"),
                        port("http-monitoring", 15014, 15014, "http"))));
        written.ofKind("gateway.networking.k8s.io", "Gateway")
                .filter(gateway -> gateway.root()
                        .text("spec", "gatewayClassName")
                        .filter("istio"::equals)
                        .isPresent())
                .filter(gateway -> gateway.root().items("spec", "addresses").isEmpty())
                .forEach(gateway -> addGateway(gateway, objects));
        return ManifestReader.parse(FILE, objects.stream().map(Json::line).collect(Collectors.joining("\n---\n")))
                .objects()
                .stream()
                .filter(object -> !known.contains(key(object)))
                .collect(Collectors.collectingAndThen(Collectors.toList(), list -> new Manifests(list, List.of(), 0)));
    }

    private static String key(Manifest object) {
        return object.kind() + " " + object.id();
    }

    private static void addGateway(Manifest gateway, List<Map<String, ?>> objects) {
        var name = gateway.name() + "-istio";
        var namespace = gateway.namespaceOrDefault();
        var labels = Map.of("gateway.networking.k8s.io/gateway-name", gateway.name());
        var ports = new ArrayList<Map<String, ?>>();
        ports.add(port("status-port", 15021, 15021, "tcp"));
        var seen = new HashSet<>(Set.of(15021));
        for (var listener : gateway.root().items("spec", "listeners")) {
            int number = listener.integer("port").orElse(0);
            if (number > 0 && seen.add(number)) {
                var protocol = listener.text("protocol").orElse("TCP").toLowerCase(Locale.ROOT);
                ports.add(port(listener.text("name").orElse("default"), number, number, protocol));
            }
        }
        objects.add(service(namespace, name, labels, ports));
        var deployment = new LinkedHashMap<String, Object>();
        deployment.put("apiVersion", "apps/v1");
        deployment.put("kind", "Deployment");
        deployment.put("metadata", Map.of("namespace", namespace, "name", name));
        var container = Map.of("name", "istio-proxy", "image", "auto");
        deployment.put(
                "spec",
                Map.of(
                        "template",
                        Map.of(
                                "metadata",
                                Map.of("labels", labels),
                                "spec",
                                Map.of("serviceAccountName", name, "containers", List.of(container)))));
        objects.add(deployment);
    }

    private static Map<String, Object> service(
            String namespace, String name, Map<String, String> selector, List<Map<String, ?>> ports) {
        var service = new LinkedHashMap<String, Object>();
        service.put("apiVersion", "v1");
        service.put("kind", "Service");
        service.put("metadata", Map.of("namespace", namespace, "name", name));
        var spec = new LinkedHashMap<String, Object>();
        spec.put("selector", selector);
        spec.put("ports", ports);
        service.put("spec", spec);
        return service;
    }

    private static Map<String, ?> port(String name, int port, int target, String protocol) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("name", name);
        entry.put("port", port);
        entry.put("targetPort", target);
        entry.put("appProtocol", protocol);
        return entry;
    }
}
