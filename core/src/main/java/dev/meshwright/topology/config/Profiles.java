package dev.meshwright.topology.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Spring's conditions on whole documents: https://docs.spring.io/spring-boot/reference/features/external-config.html
final class Profiles {
    private static final Pattern FILE_OF_PROFILE =
            Pattern.compile("(?:application|bootstrap)-([^.]+)\\.(?:properties|ya?ml)");
    private static final Pattern LIST_ITEM = Pattern.compile("\\.#[0-9]+$");
    private static final Set<String> CONDITIONS = Set.of("spring.config.activate.on-profile", "spring.profiles");

    private Profiles() {}

    /// The settings of all documents, each with the profile that its document or its file's name asks for.
    static List<ConfigSetting> apply(String file, List<List<ConfigSetting>> documents) {
        var ofFile = FILE_OF_PROFILE.matcher(file);
        // Where no profile is known to be active, a file is mounted because it is read.
        String profileOfFile = ofFile.matches() ? "default | " + ofFile.group(1) : "";
        var settings = new ArrayList<ConfigSetting>();
        for (var document : documents) {
            var condition = condition(document);
            String profile = condition == null ? profileOfFile : condition;
            document.forEach(setting ->
                    settings.add(new ConfigSetting(setting.key(), setting.value(), setting.where(), profile)));
        }
        return settings;
    }

    private static @Nullable String condition(List<ConfigSetting> document) {
        var profiles = document.stream()
                .filter(setting ->
                        CONDITIONS.contains(LIST_ITEM.matcher(setting.key()).replaceFirst("")))
                .map(ConfigSetting::value)
                .toList();
        return profiles.isEmpty() ? null : String.join(",", profiles);
    }
}
