package dev.meshwright.topology.config;

import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a configuration file holds.
///
/// @param settings in the order of the file
/// @param problems where the file is not what its name says; such a file is then read line by line, or without the
///     lines that are wrong
public record ConfigFile(List<ConfigSetting> settings, List<Problem> problems) {
    public ConfigFile {
        settings = List.copyOf(settings);
        problems = List.copyOf(problems);
    }

    /// Reads a file by the format that its name and its text tell.
    ///
    /// @param name the file's name, with or without folders
    public static ConfigFile read(String name, String text, ConfigPlace place) {
        String file = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        var problems = new ArrayList<Problem>();
        var settings = settings(file, text, place, problems);
        // Of properties each line stands for itself, and only the broken ones are left out.
        boolean isRead = problems.isEmpty() || ending(file).equals("properties");
        return new ConfigFile(isRead ? settings : lines(text, place), problems);
    }

    private static List<ConfigSetting> settings(String file, String text, ConfigPlace place, List<Problem> problems) {
        return switch (ending(file)) {
            case "json" ->
                JsonText.tree(text, place, problems)
                        .map(tree -> TreeSettings.of(file, List.of(tree)))
                        .orElse(List.of());
            case "yaml", "yml" -> TreeSettings.of(file, YamlTrees.of(file, text, place, problems));
            case "toml" -> TreeSettings.of(file, List.of(TomlText.tree(text, place, problems)));
            case "properties" -> PropertiesText.settings(file, text, place, problems);
            case "ini" -> IniText.settings(text, place, problems);
            default -> unnamed(file, text, place, problems);
        };
    }

    /// The settings of a file whose name does not tell the format.
    private static List<ConfigSetting> unnamed(String file, String text, ConfigPlace place, List<Problem> problems) {
        if (NginxText.isNginx(file, text)) {
            return NginxSettings.of(NginxText.read(text, place, problems));
        }
        if (ending(file).equals("cfg") && IniText.isIni(text)) {
            return IniText.settings(text, place, problems);
        }
        if (ending(file).isEmpty() || ending(file).equals("conf")) {
            var trees = YamlTrees.of(file, text, place, new ArrayList<>());
            if (!trees.isEmpty() && trees.stream().allMatch(Node.Mapping.class::isInstance)) {
                return TreeSettings.of(file, trees);
            }
        }
        return lines(text, place);
    }

    private static List<ConfigSetting> lines(String text, ConfigPlace place) {
        return ConfigLines.settings(text, place);
    }

    /// The letters behind the last dot, looking through `.template` and `.tmpl`; "" where there are none.
    private static String ending(String file) {
        String name = file.replaceFirst("\\.(?:template|tmpl|tpl|j2)$", "");
        return name.substring(name.lastIndexOf('.') + 1).equals(name) ? "" : name.substring(name.lastIndexOf('.') + 1);
    }
}
