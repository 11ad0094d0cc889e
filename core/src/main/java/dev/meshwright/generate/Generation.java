package dev.meshwright.generate;

import dev.meshwright.intent.Decisions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What the generator made of a topology.
///
/// @param decisions how each service is treated, which the files write down
/// @param files in the order of their paths
/// @param folders the folder of each service (`namespace/name`) that something is generated for
/// @param choices values that a person should look at once
/// @param omissions services that nothing, or less, is generated for
public record Generation(
        Decisions decisions,
        List<GeneratedFile> files,
        SequencedMap<String, String> folders,
        List<Choice> choices,
        List<Omission> omissions) {
    public Generation {
        files = List.copyOf(files);
        folders = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(folders));
        choices = List.copyOf(choices);
        omissions = List.copyOf(omissions);
    }

    /// A value that is defensible but not obvious.
    ///
    /// @param service `namespace/name`
    /// @param better the value that would fit, null where only a person can tell
    public record Choice(
            String service,
            String setting,
            String value,
            String why,
            @Nullable String better) {}

    /// Something not generated, with the reason.
    ///
    /// @param service `namespace/name`
    /// @param what the kind that is left out: `VirtualService`, …, or `everything`
    public record Omission(String service, String what, String why) {}
}
