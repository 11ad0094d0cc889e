package dev.meshwright.topology.source;

import dev.meshwright.manifest.Problem;
import java.util.List;

/// Source trees, read: what their files say about hosts, and what is built from which folder.
///
/// @param files those that say anything, in the order of the walk
/// @param components folders that something is built from
/// @param problems files that were passed over, and why
public record SourceTrees(List<SourceFile> files, List<Component> components, List<Problem> problems) {
    /// No source at all.
    public static final SourceTrees NONE = new SourceTrees(List.of(), List.of(), List.of());

    public SourceTrees {
        files = List.copyOf(files);
        components = List.copyOf(components);
        problems = List.copyOf(problems);
    }
}
