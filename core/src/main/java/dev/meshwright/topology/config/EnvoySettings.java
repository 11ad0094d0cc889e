package dev.meshwright.topology.config;

import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;

/// What an Envoy calls: the endpoints of its clusters that anything refers to. Listeners and the admin port are its
/// own.
/// See https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/cluster/v3/cluster.proto
final class EnvoySettings {
    private final List<String> others = new ArrayList<>();

    private EnvoySettings() {}

    static boolean isEnvoy(Node tree) {
        return tree.at("static_resources").isPresent()
                || tree.items("resources").stream()
                        .anyMatch(one -> one.at("load_assignment").isPresent());
    }

    static List<ConfigSetting> of(Node tree) {
        var envoy = new EnvoySettings();
        var clusters = new ArrayList<Node>(tree.items("static_resources", "clusters"));
        tree.items("resources").stream()
                .filter(one -> one.at("load_assignment").isPresent())
                .forEach(clusters::add);
        tree.entries().stream()
                .filter(entry ->
                        !entry.key().equals("static_resources") && !entry.key().equals("resources"))
                .forEach(entry -> envoy.gather(entry.value()));
        tree.entries("static_resources").stream()
                .filter(entry -> !entry.key().equals("clusters"))
                .forEach(entry -> envoy.gather(entry.value()));
        boolean isClosed = !tree.items("static_resources", "listeners").isEmpty()
                && tree.at("dynamic_resources", "lds_config").isEmpty();
        var settings = new ArrayList<ConfigSetting>();
        for (var cluster : clusters) {
            String name = cluster.text("name").orElse("");
            if (!isClosed || envoy.others.stream().anyMatch(text -> text.contains(name))) {
                cluster.at("load_assignment").ifPresent(found -> endpoints(name, found, settings));
                cluster.at("hosts").ifPresent(found -> endpoints(name, found, settings));
            }
        }
        return settings;
    }

    private static void endpoints(String cluster, Node node, List<ConfigSetting> settings) {
        switch (node) {
            case Node.Mapping map -> {
                map.at("socket_address")
                        .flatMap(address -> address.at("address"))
                        .filter(Node.Scalar.class::isInstance)
                        .map(Node.Scalar.class::cast)
                        .ifPresent(host -> settings.add(new ConfigSetting(
                                "clusters." + cluster + ".endpoint",
                                host.text()
                                        + map.text("socket_address", "port_value")
                                                .map(port -> ":" + port)
                                                .orElse(""),
                                host.where())));
                map.entries().forEach(entry -> endpoints(cluster, entry.value(), settings));
            }
            case Node.Sequence list -> list.items().forEach(item -> endpoints(cluster, item, settings));
            case Node.Scalar _ -> {}
        }
    }

    /// Gathers all texts outside of the clusters: whatever refers to a cluster does it by name.
    private void gather(Node node) {
        switch (node) {
            case Node.Mapping map -> map.entries().forEach(entry -> gather(entry.value()));
            case Node.Sequence list -> list.items().forEach(this::gather);
            case Node.Scalar scalar -> others.add(scalar.text());
        }
    }
}
