package dev.meshwright.topology;

import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// The ConfigMaps of the input and who reads them; of Secrets only the names and keys.
final class Configs {
    private final Map<String, SequencedMap<String, Entry>> configMaps = new HashMap<>();
    private final Map<String, Set<String>> secretKeys = new HashMap<>();
    private final Map<String, Set<String>> readers = new HashMap<>();

    /// One key of a ConfigMap.
    record Entry(String id, String text, Source where) {
        boolean isFile() {
            return text.indexOf('\n') >= 0;
        }

        /// Where the text begins: the line behind the key for a text of several lines.
        Source textWhere() {
            return isFile() ? new Source(where.file(), where.line() + 1, 1) : where;
        }

        /// What says that two entries are the same: files that several ConfigMaps hold word for word are one file.
        private String content() {
            return isFile() ? text : id;
        }
    }

    private Configs() {}

    /// @param owners the service that stands for a workload, so that two versions of one service count as one reader
    static Configs of(Manifests manifests, List<Workload> workloads, Owners owners) {
        var configs = new Configs();
        manifests.ofKind("", "ConfigMap").forEach(manifest -> {
            var entries = new LinkedHashMap<String, Entry>();
            for (var entry : manifest.root().entries("data")) {
                if (entry.value() instanceof Node.Scalar scalar && !scalar.isNull()) {
                    entries.put(
                            entry.key(), new Entry(manifest.id() + "/" + entry.key(), scalar.text(), entry.where()));
                }
            }
            configs.configMaps.put(manifest.id(), entries);
        });
        manifests.ofKind("", "Secret").forEach(manifest -> {
            var keys = new HashSet<String>();
            manifest.root().entries("data").forEach(entry -> keys.add(entry.key()));
            manifest.root().entries("stringData").forEach(entry -> keys.add(entry.key()));
            configs.secretKeys.put(manifest.id(), keys);
        });
        for (var workload : workloads) {
            for (var use : ConfigUse.of(workload)) {
                configs.entries(workload.namespace(), use)
                        .forEach((_, entry) -> configs.readers
                                .computeIfAbsent(entry.content(), _ -> new HashSet<>())
                                .add(owners.of(workload)));
            }
        }
        return configs;
    }

    boolean hasConfigMap(String namespace, String name) {
        return configMaps.containsKey(namespace + "/" + name);
    }

    Optional<Entry> entry(String namespace, String name, String key) {
        return Optional.ofNullable(configMaps
                .getOrDefault(namespace + "/" + name, new LinkedHashMap<>())
                .get(key));
    }

    /// The keys of a Secret in the input; its values are never read.
    Optional<Set<String>> secretKeys(String namespace, String name) {
        return Optional.ofNullable(secretKeys.get(namespace + "/" + name));
    }

    /// The entries that a workload reads this way, by key.
    SequencedMap<String, Entry> entries(String namespace, ConfigUse use) {
        var all = configMaps.getOrDefault(namespace + "/" + use.name(), new LinkedHashMap<>());
        if (use.keys().isEmpty()) {
            return all;
        }
        var some = new LinkedHashMap<String, Entry>();
        for (var key : use.keys()) {
            Optional.ofNullable(all.get(key)).ifPresent(entry -> some.put(key, entry));
        }
        return some;
    }

    Setting.Reach reach(Entry entry) {
        return readers.getOrDefault(entry.content(), Set.of()).size() > 1 ? Setting.Reach.SHARED : Setting.Reach.OWN;
    }

    /// A place where a workload takes in a ConfigMap.
    ///
    /// @param container the container's name
    /// @param keys the keys it reads; empty: all
    /// @param asFiles mounted, not as variables
    /// @param prefix put before variable names
    record ConfigUse(
            String container, String name, List<String> keys, boolean asFiles, String prefix, boolean optional) {
        ConfigUse {
            keys = List.copyOf(keys);
        }

        static List<ConfigUse> of(Workload workload) {
            var uses = new ArrayList<ConfigUse>();
            for (var container : Workloads.containers(workload.podSpec())) {
                String containerName = container.text("name").orElse("");
                for (var source : container.items("envFrom")) {
                    source.text("configMapRef", "name")
                            .ifPresent(name -> uses.add(new ConfigUse(
                                    containerName,
                                    name,
                                    List.of(),
                                    false,
                                    source.text("prefix").orElse(""),
                                    source.bool("configMapRef", "optional").orElse(false))));
                }
                for (var mount : container.items("volumeMounts")) {
                    volume(workload, mount.text("name").orElse(""))
                            .ifPresent(volume -> mounted(uses, containerName, mount, volume));
                }
            }
            return uses;
        }

        private static Optional<Node> volume(Workload workload, String name) {
            return workload.podSpec().items("volumes").stream()
                    .filter(volume -> volume.text("name").orElse("").equals(name))
                    .findFirst();
        }

        private static void mounted(List<ConfigUse> uses, String container, Node mount, Node volume) {
            var sources = new ArrayList<Node>(volume.items("projected", "sources"));
            sources.add(volume);
            for (var source : sources) {
                source.text("configMap", "name")
                        .ifPresent(name -> uses.add(new ConfigUse(
                                container,
                                name,
                                keys(source, mount.text("subPath").orElse("")),
                                true,
                                "",
                                source.bool("configMap", "optional").orElse(false))));
            }
        }

        private static List<String> keys(Node source, String subPath) {
            var keys = new ArrayList<String>();
            for (var item : source.items("configMap", "items")) {
                var path = item.text("path").orElse("");
                if (subPath.isEmpty() || path.equals(subPath) || path.startsWith(subPath + "/")) {
                    item.text("key").ifPresent(keys::add);
                }
            }
            return keys.isEmpty() && !subPath.isEmpty() ? List.of(subPath) : keys;
        }
    }
}
