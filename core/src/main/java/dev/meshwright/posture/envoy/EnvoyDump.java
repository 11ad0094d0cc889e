package dev.meshwright.posture.envoy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// The sections of `/config_dump`, taken apart into resources. What it does not know it keeps apart ([#unknown]).
final class EnvoyDump {
    private static final Set<String> SILENT = Set.of("@type", "version_info", "last_updated");

    /// The sections that Envoy always gives, by what they hold.
    private static final SequencedMap<String, String> SECTIONS = new LinkedHashMap<>();

    static {
        SECTIONS.put("bootstrap", "BootstrapConfigDump");
        SECTIONS.put("listener", "ListenersConfigDump");
        SECTIONS.put("cluster", "ClustersConfigDump");
        SECTIONS.put("route", "RoutesConfigDump");
        SECTIONS.put("endpoint", "EndpointsConfigDump");
        SECTIONS.put("secret", "SecretsConfigDump");
    }

    private static final Set<String> ENTRY = Set.of(
            "name",
            "version_info",
            "last_updated",
            "client_status",
            "error_state",
            "listener",
            "cluster",
            "route_config",
            "endpoint_config",
            "secret");

    private static final Set<String> LISTENER_ENTRY =
            Set.of("name", "client_status", "error_state", "active_state", "warming_state", "draining_state");

    private final Set<String> sections = new HashSet<>();
    private final Map<String, List<Resource>> byKind = new HashMap<>();
    private final Map<String, Resource> byName = new HashMap<>();
    private final List<String> unknown = new ArrayList<>();
    private JsonNode bootstrap = MissingNode.getInstance();

    EnvoyDump(JsonNode dump) {
        for (var section : dump.path("configs")) {
            sections.add(Message.typeOf(section));
            read(section);
        }
    }

    /// Whether the section is there that resources of a kind would be in.
    boolean holds(String kind) {
        return sections.contains(SECTIONS.get(kind));
    }

    /// The sections that are not there, by what they hold.
    List<String> lacking() {
        return SECTIONS.keySet().stream().filter(kind -> !holds(kind)).toList();
    }

    /// Whether enough is there to call a proxy safe: where it listens, where it sends, how it was started.
    boolean decides() {
        return holds("bootstrap") && holds("listener") && holds("cluster") && holds("route") && holds("secret");
    }

    private void read(JsonNode section) {
        for (var part : section.properties()) {
            var name = part.getKey();
            if (name.equals("bootstrap")) {
                bootstrap = part.getValue();
            } else if (!SILENT.contains(name) && !readList(name, part.getValue())) {
                unknown.add(Message.typeOf(section) + "." + name);
            }
        }
    }

    private boolean readList(String name, JsonNode entries) {
        switch (name) {
            case "static_listeners" -> add("static-listener", "listener", entries);
            case "dynamic_listeners" -> addDynamicListeners(entries);
            case "static_clusters" -> add("static-cluster", "cluster", entries);
            case "dynamic_active_clusters" -> add("cluster", "cluster", entries);
            case "dynamic_warming_clusters" -> add("warming-cluster", "cluster", entries);
            case "static_route_configs" -> add("inline-route", "route_config", entries);
            case "dynamic_route_configs" -> add("route", "route_config", entries);
            case "static_endpoint_configs", "dynamic_endpoint_configs" -> add("endpoint", "endpoint_config", entries);
            case "static_secrets", "dynamic_active_secrets" -> addSecrets("secret", entries);
            case "dynamic_warming_secrets" -> addSecrets("warming-secret", entries);
            default -> {
                return false;
            }
        }
        return true;
    }

    /// Notes fields of an entry that are not known.
    private void look(JsonNode entry, Set<String> known) {
        for (var field : entry.propertyNames()) {
            if (!known.contains(field)) {
                unknown.add(field + " of " + Difference.shown(entry));
            }
        }
    }

    private void add(String kind, String field, JsonNode entries) {
        for (var entry : entries) {
            look(entry, ENTRY);
            var config = entry.path(field);
            add(new Resource(kind, name(config), entry, config));
        }
    }

    private void add(Resource resource) {
        byKind.computeIfAbsent(resource.kind(), _ -> new ArrayList<>()).add(resource);
        byName.putIfAbsent(resource.id(), resource);
    }

    private static String name(JsonNode config) {
        return config.path("name").asString(config.path("cluster_name").asString(""));
    }

    private void addDynamicListeners(JsonNode entries) {
        for (var entry : entries) {
            look(entry, LISTENER_ENTRY);
            var name = entry.path("name").asString("");
            for (var state : List.of("active", "warming", "draining")) {
                look(entry.path(state + "_state"), ENTRY);
                var config = entry.path(state + "_state").path("listener");
                if (!config.isMissingNode()) {
                    var kind = state.equals("active") ? "listener" : state + "-listener";
                    add(new Resource(kind, name, entry, config));
                }
            }
            if (entry.has("error_state")) {
                add(new Resource("listener-error", name, entry, entry.path("error_state")));
            }
        }
    }

    /// A second secret of one name is `NAME#2`.
    private void addSecrets(String kind, JsonNode entries) {
        var seen = new HashMap<String, Integer>();
        for (var entry : entries) {
            look(entry, ENTRY);
            var name = entry.path("name").asString("");
            int count = seen.merge(name, 1, Integer::sum);
            add(new Resource(kind, count == 1 ? name : name + "#" + count, entry, entry.path("secret")));
        }
    }

    Stream<Resource> ofKind(String kind) {
        return byKind.getOrDefault(kind, List.of()).stream();
    }

    /// The first of a name.
    Optional<Resource> named(String kind, String name) {
        return Optional.ofNullable(byName.get(kind + "/" + name));
    }

    Stream<Resource> all() {
        return byKind.values().stream().flatMap(List::stream);
    }

    JsonNode bootstrap() {
        return bootstrap;
    }

    /// Sections and lists of the dump that are not known here.
    List<String> unknown() {
        return unknown;
    }
}
