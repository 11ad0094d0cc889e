package dev.meshwright.analysis;

import dev.meshwright.manifest.Manifest;
import java.util.List;

/// A change that removes a finding: a text of an object set below these keys, whatever stands around it.
///
/// @param object as it was checked
/// @param path keys from the object's root; those that do not exist are made
public record Edit(Manifest object, List<String> path, String value) {
    public Edit {
        path = List.copyOf(path);
        if (path.isEmpty()) {
            throw new IllegalArgumentException("an edit needs a key");
        }
    }
}
