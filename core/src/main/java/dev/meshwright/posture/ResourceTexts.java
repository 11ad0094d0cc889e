package dev.meshwright.posture;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the resources of a proxy do, as texts by `KIND/NAME`, from which a digest is made.
public final class ResourceTexts {
    private final SortedMap<String, String> texts = new TreeMap<>();

    /// Several entries of one name make one text, in whatever order they come.
    public void add(String id, String text) {
        texts.merge(
                id,
                text,
                (one, other) -> Stream.concat(one.lines(), other.lines())
                        .sorted()
                        .distinct()
                        .collect(Collectors.joining("\n")));
    }

    public SortedMap<String, String> all() {
        return texts;
    }
}
