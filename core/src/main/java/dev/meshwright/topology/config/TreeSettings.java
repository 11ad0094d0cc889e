package dev.meshwright.topology.config;

import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;

/// The settings in the trees of a YAML, JSON or TOML file: every value with the path to it, unless the file belongs to
/// a program that we know.
final class TreeSettings {
    private final List<ConfigSetting> settings = new ArrayList<>();

    private TreeSettings() {}

    static List<ConfigSetting> of(String file, List<Node> trees) {
        var documents = new ArrayList<List<ConfigSetting>>();
        for (var tree : trees) {
            documents.add(of(tree));
        }
        return Profiles.apply(file, documents);
    }

    private static List<ConfigSetting> of(Node tree) {
        if (EnvoySettings.isEnvoy(tree)) {
            return EnvoySettings.of(tree);
        }
        if (PrometheusSettings.isPrometheus(tree)) {
            return PrometheusSettings.of(tree);
        }
        if (OpenTelemetrySettings.isCollector(tree)) {
            return OpenTelemetrySettings.of(tree);
        }
        return below("", tree);
    }

    /// Every value below a node.
    ///
    /// @param path of the node; "" for the root
    static List<ConfigSetting> below(String path, Node node) {
        var reader = new TreeSettings();
        reader.read(path, node);
        return reader.settings;
    }

    private void read(String path, Node node) {
        switch (node) {
            case Node.Mapping map ->
                map.entries()
                        .forEach(entry -> read(path.isEmpty() ? entry.key() : path + "." + entry.key(), entry.value()));
            case Node.Sequence list -> {
                for (int i = 0; i < list.items().size(); i++) {
                    read(path + ".#" + i, list.items().get(i));
                }
            }
            case Node.Scalar scalar
            when scalar.isBlock() && scalar.text().strip().indexOf('\n') >= 0 ->
                settings.addAll(ConfigLines.settings(
                        scalar.text(), new ConfigPlace(new ConfigPlace(scalar.where(), false).at(2), false)));
            case Node.Scalar scalar -> {
                if (!scalar.isNull() && !scalar.text().isEmpty()) {
                    settings.add(new ConfigSetting(path, scalar.text(), scalar.where()));
                }
            }
        }
    }
}
