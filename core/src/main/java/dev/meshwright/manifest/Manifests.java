package dev.meshwright.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// All that was read: standard input first, then in the order of the paths given, of file names below them, and of
/// documents within a file.
///
/// @param objects the Kubernetes objects; items of `List` kinds stand alone
/// @param problems what could not be read, and what was left out on purpose
/// @param skippedFiles how many files were passed over (hidden, not YAML or JSON, no Kubernetes
///     object, chart templates, patches); a hidden folder counts as one
public record Manifests(List<Manifest> objects, List<Problem> problems, int skippedFiles) {
    public Manifests {
        objects = List.copyOf(objects);
        problems = List.copyOf(problems);
    }

    public static Manifests empty() {
        return new Manifests(List.of(), List.of(), 0);
    }

    /// The objects of an API group (any version) and kind; `""` is the core group.
    public Stream<Manifest> ofKind(String group, String kind) {
        return objects.stream()
                .filter(object -> object.kind().equals(kind) && object.group().equals(group));
    }

    /// These, then the others.
    public Manifests and(Manifests others) {
        return concat(List.of(this, others));
    }

    /// All of these, in their order.
    public static Manifests concat(List<Manifests> parts) {
        var objects = new ArrayList<Manifest>();
        var problems = new ArrayList<Problem>();
        int skippedFiles = 0;
        for (var part : parts) {
            objects.addAll(part.objects);
            problems.addAll(part.problems);
            skippedFiles += part.skippedFiles;
        }
        return new Manifests(objects, problems, skippedFiles);
    }
}
