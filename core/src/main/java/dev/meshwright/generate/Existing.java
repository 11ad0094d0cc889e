package dev.meshwright.generate;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The Istio objects that the input already has, without those that an earlier run generated.
final class Existing {
    private final Map<String, Manifest> byName = new HashMap<>();
    private final Map<String, Manifest> virtualServices = new HashMap<>();
    private final Map<String, Manifest> destinationRules = new HashMap<>();
    private final Map<String, Manifest> serviceEntries = new HashMap<>();
    private final Map<String, List<Manifest>> selecting = new HashMap<>();
    private final List<Manifest> telemetries = new ArrayList<>();
    private final List<String> gatewayHosts = new ArrayList<>();

    Existing(Manifests manifests) {
        for (var object : manifests.objects()) {
            if (isForeignIstioObject(object)) {
                byName.putIfAbsent(key(object.kind(), object.namespaceOrDefault(), object.name()), object);
                index(object);
            }
        }
    }

    /// Why there is no room for an object of this kind and name.
    Optional<String> nameTaken(String kind, String namespace, String name) {
        return Optional.ofNullable(byName.get(key(kind, namespace, name)))
                .map(taken -> kind + " " + taken.id() + " exists (" + taken.where() + ")");
    }

    Optional<String> virtualServiceOf(String host) {
        return Optional.ofNullable(virtualServices.get(host)).map(found -> left(found, "routes this host"));
    }

    Optional<String> destinationRuleOf(String host) {
        return Optional.ofNullable(destinationRules.get(host)).map(found -> left(found, "is for this host"));
    }

    Optional<String> serviceEntryOf(String host) {
        return Optional.ofNullable(serviceEntries.get(host)).map(found -> left(found, "is for this host"));
    }

    /// An object of this kind with a selector for one of these workloads.
    Optional<String> selecting(String kind, List<Workload> workloads) {
        for (var workload : workloads) {
            for (var object : selecting.getOrDefault(kind + " " + workload.namespace(), List.of())) {
                var labels = object.root().entries("spec", "selector", "matchLabels");
                boolean selects = labels.stream()
                        .allMatch(label -> label.value()
                                .text()
                                .equals(Optional.ofNullable(workload.labels().get(label.key()))));
                if (selects && !labels.isEmpty()) {
                    return Optional.of(left(object, "selects these pods"));
                }
            }
        }
        return Optional.empty();
    }

    Optional<String> meshTelemetry() {
        return telemetries.stream().findFirst().map(found -> left(found, "is for the whole mesh"));
    }

    boolean hasGatewayFor(String host) {
        return gatewayHosts.contains(host) || gatewayHosts.contains("*");
    }

    private static String left(Manifest object, String role) {
        return object.kind() + " " + object.id() + " " + role + " and is left alone (" + object.where() + ")";
    }

    private static boolean isForeignIstioObject(Manifest object) {
        return object.group().endsWith(".istio.io")
                && !Resource.MESHWRIGHT.equals(object.labels().get(Resource.MANAGED_BY));
    }

    private void index(Manifest object) {
        var root = object.root();
        switch (object.kind()) {
            case "VirtualService" -> {
                var gateways = texts(object, "gateways");
                if (gateways.isEmpty() || gateways.contains("mesh")) {
                    texts(object, "hosts").forEach(host -> virtualServices.putIfAbsent(fullName(host, object), object));
                }
            }
            case "DestinationRule" ->
                root.text("spec", "host")
                        .ifPresent(host -> destinationRules.putIfAbsent(fullName(host, object), object));
            case "ServiceEntry" -> texts(object, "hosts").forEach(host -> serviceEntries.putIfAbsent(host, object));
            case "PeerAuthentication", "AuthorizationPolicy" ->
                selecting
                        .computeIfAbsent(object.kind() + " " + object.namespaceOrDefault(), _ -> new ArrayList<>())
                        .add(object);
            case "Telemetry" -> {
                if (object.namespace().equals(MeshFiles.ROOT_NAMESPACE)
                        && root.at("spec", "selector").isEmpty()
                        && root.at("spec", "targetRefs").isEmpty()) {
                    telemetries.add(object);
                }
            }
            case "Gateway" -> {
                for (var server : root.items("spec", "servers")) {
                    server.items("hosts")
                            .forEach(host -> host.text()
                                    .map(text -> text.substring(text.indexOf('/') + 1))
                                    .ifPresent(gatewayHosts::add));
                }
            }
            default -> {}
        }
    }

    private static List<String> texts(Manifest object, String key) {
        return object.root().items("spec", key).stream()
                .flatMap(item -> item.text().stream())
                .toList();
    }

    /// A host of the cluster in its longest form.
    private static String fullName(String host, Manifest object) {
        var parts = host.split("\\.", -1);
        return switch (parts.length) {
            case 1 -> host + "." + object.namespaceOrDefault() + ".svc.cluster.local";
            case 2 -> host + ".svc.cluster.local";
            case 3 -> parts[2].equals("svc") ? host + ".cluster.local" : host;
            default -> host;
        };
    }

    private static String key(String kind, String namespace, String name) {
        return kind + " " + namespace + "/" + name;
    }
}
