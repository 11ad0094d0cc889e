package dev.meshwright.topology;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Timeouts that Istio VirtualServices of the input already set for calls of a service.
final class RouteTimeouts {
    private RouteTimeouts() {}

    /// By the id of the service that is called.
    static Map<String, List<Timeout>> read(Manifests manifests, ServiceIndex index) {
        var timeouts = new HashMap<String, List<Timeout>>();
        manifests.ofKind("networking.istio.io", "VirtualService").forEach(service -> {
            for (var route : service.root().items("spec", "http")) {
                route.at("timeout").ifPresent(value -> add(timeouts, service, route, value, index));
            }
        });
        return timeouts;
    }

    private static void add(
            Map<String, List<Timeout>> timeouts, Manifest service, Node route, Node value, ServiceIndex index) {
        String text = value instanceof Node.Scalar scalar ? scalar.text() : "";
        var seconds = TimeLength.seconds(text, List.of());
        if (seconds.isEmpty()) {
            return;
        }
        route.items("route").stream()
                .flatMap(part -> part.text("destination", "host").stream())
                .flatMap(host -> index.resolve(host, service.namespaceOrDefault()).stream())
                .map(Service::id)
                .distinct()
                .forEach(id -> timeouts.computeIfAbsent(id, _ -> new ArrayList<>())
                        .add(new Timeout(
                                text,
                                seconds.getAsDouble(),
                                Timeout.Meaning.REQUEST,
                                id,
                                value.where().file(),
                                value.where().line())));
    }
}
