package dev.meshwright.topology;

import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the settings cannot tell about a service's calls, in one sentence each.
final class Unknowns {
    private final Configs configs;
    private final Map<String, List<Setting>> settings;
    private final Set<String> withSource;

    private Unknowns(Configs configs, Map<String, List<Setting>> settings, Set<String> withSource) {
        this.configs = configs;
        this.settings = settings;
        this.withSource = withSource;
    }

    /// @param settings by the workload's id
    /// @param withSource the workloads (ids) whose source code was read
    static List<Topology.Unknown> of(
            List<Service> services,
            List<Workload> workloads,
            Configs configs,
            Map<String, List<Setting>> settings,
            Set<String> withSource) {
        var unknowns = new Unknowns(configs, settings, withSource);
        Map<String, List<Workload>> byId = new HashMap<>();
        workloads.forEach(workload ->
                byId.computeIfAbsent(workload.id(), _ -> new ArrayList<>()).add(workload));
        var all = new ArrayList<Topology.Unknown>();
        for (var service : services) {
            var reasons = new TreeSet<String>();
            if (service.workloads().isEmpty() && service.type() != Service.Type.EXTERNAL_NAME) {
                reasons.add("no workload in the input stands behind it");
            }
            service.workloads().stream()
                    .flatMap(id -> byId.getOrDefault(id, List.of()).stream())
                    .flatMap(workload -> unknowns.reason(workload).stream())
                    .forEach(reasons::add);
            if (!reasons.isEmpty()) {
                all.add(new Topology.Unknown(service.id(), String.join("; ", reasons)));
            }
        }
        return all;
    }

    private Optional<String> reason(Workload workload) {
        if (isStore(workload)) {
            return Optional.empty();
        }
        var unread = unread(workload);
        if (!unread.isEmpty()) {
            return Optional.of(
                    "its settings come from " + String.join(", ", unread) + ", which the input does not show");
        }
        boolean isConfigured = settings.getOrDefault(workload.id(), List.of()).stream()
                .anyMatch(setting -> !setting.how().equals("annotation")
                        && (!setting.key().text().isEmpty() || setting.value().indexOf(' ') > 0));
        return isConfigured || hasOtherSettings(workload) || withSource.contains(workload.id())
                ? Optional.empty()
                : Optional.of("its manifests hold no settings; what it calls is decided in its image");
    }

    /// Whether every container runs a well-known database, cache or queue, or a companion of one.
    static boolean isStore(Workload workload) {
        return workload.podSpec().items("containers").stream()
                .anyMatch(container -> WellKnown.isStore(container.text("image").orElse("")));
    }

    /// Variables from Secrets or from the pod's own fields: settings, even if their values are not here.
    private static boolean hasOtherSettings(Workload workload) {
        return Workloads.containers(workload.podSpec()).stream()
                .anyMatch(container -> !container.items("env").isEmpty());
    }

    /// The ConfigMaps and Secrets whose contents matter and are not in the input.
    private Set<String> unread(Workload workload) {
        var unread = new TreeSet<String>();
        for (var use : Configs.ConfigUse.of(workload)) {
            if (!use.optional() && !configs.hasConfigMap(workload.namespace(), use.name())) {
                unread.add("ConfigMap " + use.name());
            }
        }
        for (var container : Workloads.containers(workload.podSpec())) {
            for (var source : container.items("envFrom")) {
                source.text("secretRef", "name")
                        .filter(name -> mayHoldAddresses(workload.namespace(), name))
                        .ifPresent(name -> unread.add("Secret " + name));
            }
            for (var variable : container.items("env")) {
                unreadVariable(workload, variable).ifPresent(unread::add);
            }
        }
        return unread;
    }

    private Optional<String> unreadVariable(Workload workload, Node variable) {
        var map = variable.text("valueFrom", "configMapKeyRef", "name");
        if (map.isPresent()) {
            return map.filter(name -> !configs.hasConfigMap(workload.namespace(), name))
                    .map(name -> "ConfigMap " + name);
        }
        return variable.text("valueFrom", "secretKeyRef", "name")
                .filter(_ -> SettingKey.of(variable.text("name").orElse("")).isAddress())
                .map(name -> "Secret " + name);
    }

    private boolean mayHoldAddresses(String namespace, String secret) {
        return configs.secretKeys(namespace, secret)
                .map(keys -> keys.stream().anyMatch(key -> SettingKey.of(key).isAddress()))
                .orElse(true);
    }
}
