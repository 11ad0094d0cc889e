package dev.meshwright.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// ConfigMaps mounted as files: whole folders, single `items`, or by `subPath`.
final class MountedFileDetector implements Detector {
    /// What a browser, a person or a database reads; a host in it is not one that this workload calls.
    private static final Set<String> NOT_SETTINGS =
            Set.of("html", "css", "md", "svg", "sql", "crt", "pem", "csr", "pub", "xsd");

    private static final Pattern FILE_NAME =
            Pattern.compile(".*\\.(?:ya?ml|json|properties|ini|toml|conf|cfg|xml|env|txt|sh|lua|py|js)");

    @Override
    public List<Setting.Group> settings(Workload workload, Configs configs) {
        var groups = new ArrayList<Setting.Group>();
        var environments = new HashMap<String, Environment>();
        for (var use : Configs.ConfigUse.of(workload)) {
            if (use.asFiles()) {
                var environment =
                        environments.computeIfAbsent(use.container(), name -> Environment.of(workload, name, configs));
                groups.addAll(files(workload, configs, use, environment));
            }
        }
        return groups;
    }

    /// One group per file; keys with a plain value (`/etc/config/REDIS_HOST`) together are one.
    private static List<Setting.Group> files(
            Workload workload, Configs configs, Configs.ConfigUse use, Environment environment) {
        var groups = new ArrayList<Setting.Group>();
        var plain = new ArrayList<Setting>();
        for (Map.Entry<String, Configs.Entry> file :
                configs.entries(workload.namespace(), use).entrySet()) {
            var entry = file.getValue();
            String name = file.getKey();
            if (NOT_SETTINGS.contains(name.substring(name.lastIndexOf('.') + 1))) {
                continue;
            }
            if (entry.isFile()
                    || entry.text().startsWith("{")
                    || FILE_NAME.matcher(name).matches()) {
                var reach = configs.reach(entry);
                groups.add(new Setting.Group(
                        workload,
                        environment.effective(configs.file(name, entry).settings()).stream()
                                .map(setting ->
                                        new Setting(setting.key(), setting.value(), setting.where(), "config", reach))
                                .toList()));
            } else {
                plain.add(new Setting(name, entry.text(), entry.where(), "config", configs.reach(entry)));
            }
        }
        groups.add(new Setting.Group(workload, plain));
        return groups;
    }
}
