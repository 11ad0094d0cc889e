package dev.meshwright.topology;

import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Environment variables: `env` with values and `configMapKeyRef`, and `envFrom`.
final class EnvDetector implements Detector {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([A-Za-z_][A-Za-z0-9_.-]*)\\)");

    @Override
    public List<Setting.Group> settings(Workload workload, Configs configs) {
        var groups = new ArrayList<Setting.Group>();
        for (var container : Workloads.containers(workload.podSpec())) {
            groups.add(new Setting.Group(
                    workload,
                    List.copyOf(variables(workload, container, configs).values())));
        }
        return groups;
    }

    /// The variables of a container by name: `env` wins over `envFrom`, and the later over the earlier.
    static SequencedMap<String, Setting> variables(Workload workload, Node container, Configs configs) {
        var variables = new LinkedHashMap<String, Setting>();
        String name = container.text("name").orElse("");
        for (var use : Configs.ConfigUse.of(workload)) {
            if (!use.asFiles() && use.container().equals(name)) {
                configs.entries(workload.namespace(), use)
                        .forEach((key, entry) -> variables.put(
                                use.prefix() + key,
                                new Setting(
                                        use.prefix() + key,
                                        entry.text(),
                                        entry.where(),
                                        "config",
                                        configs.reach(entry))));
            }
        }
        for (var variable : container.items("env")) {
            var key = variable.text("name");
            if (key.isPresent()) {
                setting(workload, variable, key.get(), configs, variables)
                        .ifPresentOrElse(s -> variables.put(key.get(), s), () -> variables.remove(key.get()));
            }
        }
        return variables;
    }

    private static Optional<Setting> setting(
            Workload workload, Node variable, String key, Configs configs, SequencedMap<String, Setting> earlier) {
        var value = variable.text("value");
        if (value.isPresent()) {
            return Optional.of(new Setting(key, expand(value.get(), earlier), at(variable), "env", Setting.Reach.OWN));
        }
        return variable.text("valueFrom", "configMapKeyRef", "name")
                .flatMap(map -> variable.text("valueFrom", "configMapKeyRef", "key")
                        .flatMap(mapKey -> configs.entry(workload.namespace(), map, mapKey)))
                .map(entry -> new Setting(key, entry.text(), entry.where(), "config", Setting.Reach.OWN));
    }

    private static Source at(Node variable) {
        return variable.at("value").map(Node::where).orElse(variable.where());
    }

    /// Replaces `$(VAR)` as the kubelet does: `$$` is a dollar sign, unknown variables stay as they are.
    static String expand(String value, SequencedMap<String, Setting> variables) {
        if (value.indexOf('$') < 0) {
            return value;
        }
        return REFERENCE.matcher(value).replaceAll(match -> {
            var known = variables.get(match.group(1));
            return Matcher.quoteReplacement(
                    match.group().equals("$$") ? "$" : known == null ? match.group() : known.value());
        });
    }
}
