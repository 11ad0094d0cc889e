package dev.meshwright.topology;

import dev.meshwright.manifest.Node;
import dev.meshwright.topology.config.ConfigSetting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a container's variables make of a file's settings: they fill its placeholders, override its keys (as Spring,
/// .NET and Viper do), and choose Spring's profiles.
final class Environment {
    /// `${X}`, `${X:default}`, `${X:-default}`, `${env:X}`: Spring's, the shell's and the OpenTelemetry collector's.
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(?:env:)?([A-Za-z_][\\w.-]*)(?::-?([^${}]*))?}");
    private static final int NESTED = 4;
    private static final Pattern PROFILES =
            Pattern.compile("spring[._-]?profiles[._-]?active(?:\\s*[=:]\\s*)?([\\w,-]*)", Pattern.CASE_INSENSITIVE);

    private final Map<String, String> variables = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> hidden = new HashSet<>();
    private final Set<String> profiles = new HashSet<>();

    private Environment() {}

    /// @param container the container's name
    static Environment of(Workload workload, String container, Configs configs) {
        var environment = new Environment();
        Workloads.containers(workload.podSpec()).stream()
                .filter(one -> one.text("name").orElse("").equals(container))
                .forEach(one -> environment.read(workload, one, configs));
        return environment;
    }

    private void read(Workload workload, Node container, Configs configs) {
        EnvDetector.variables(workload, container, configs).forEach((name, setting) -> {
            variables.put(name, setting.value());
            names.add(letters(name));
            readProfiles(PROFILES.matcher(name).matches() ? name + "=" + setting.value() : setting.value());
        });
        for (var variable : container.items("env")) {
            variable.text("name").filter(name -> !variables.containsKey(name)).ifPresent(hidden::add);
        }
        for (var word : container.items("args")) {
            word.text().ifPresent(this::readProfiles);
        }
        for (var word : container.items("command")) {
            word.text().ifPresent(this::readProfiles);
        }
    }

    private void readProfiles(String text) {
        var match = PROFILES.matcher(text);
        while (match.find()) {
            profiles.addAll(Arrays.asList(match.group(1).split(",", -1)));
        }
    }

    /// The settings that count for this container, with their placeholders filled where their values are known.
    List<ConfigSetting> effective(List<ConfigSetting> file) {
        var known = new HashMap<String, String>();
        file.forEach(setting -> known.putIfAbsent(setting.key(), setting.value()));
        var active = profiles(known);
        var effective = new ArrayList<ConfigSetting>();
        for (var setting : file) {
            boolean isOverridden = setting.key().indexOf('.') > 0 && names.contains(letters(setting.key()));
            if (!isOverridden && isActive(setting.profile(), active)) {
                effective.add(new ConfigSetting(
                        setting.key(), filled(setting.value(), known), setting.where(), setting.profile()));
            }
        }
        return effective;
    }

    private String filled(String value, Map<String, String> known) {
        String filled = value;
        for (int i = 0; i < NESTED && filled.contains("${"); i++) {
            filled = PLACEHOLDER.matcher(filled).replaceAll(match -> Matcher.quoteReplacement(filled(match, known)));
        }
        return filled;
    }

    private String filled(MatchResult match, Map<String, String> known) {
        String name = match.group(1);
        var value = variables.containsKey(name) ? variables.get(name) : known.get(name);
        if (value != null && !value.contains(match.group())) {
            return value;
        }
        String fallback = match.group(2);
        return hidden.contains(name) || fallback == null ? match.group() : fallback;
    }

    /// What is set outside of the file wins.
    private Set<String> profiles(Map<String, String> known) {
        return profiles.isEmpty()
                ? new HashSet<>(Arrays.asList(
                        known.getOrDefault("spring.profiles.active", "default").split("\\s*,\\s*", -1)))
                : profiles;
    }

    /// Whether Spring's condition (`a | b`, `a & !b`, `a, b`) holds.
    private static boolean isActive(String condition, Set<String> profiles) {
        return condition.isEmpty()
                || Arrays.stream(condition.split("[|,]", -1))
                        .anyMatch(either -> Arrays.stream(either.split("&", -1))
                                .map(profile -> profile.replaceAll("[()\\s]", ""))
                                .allMatch(profile -> profile.startsWith("!")
                                        ? !profiles.contains(profile.substring(1))
                                        : profiles.contains(profile)));
    }

    /// `SPRING_DATASOURCE_URL`, `Spring__Datasource__Url` and `spring.datasource.url` are the same.
    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
