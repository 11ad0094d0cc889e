package dev.meshwright.trust.bundle;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.Json;
import java.util.Set;
import java.util.TreeSet;

/// The members of an object of ours: all of them and no other, for what is not understood must not be activated.
final class Members {
    private Members() {}

    static void require(Json.Obj json, String... names) {
        var unknown = new TreeSet<>(json.members().keySet());
        unknown.removeAll(Set.of(names));
        if (!unknown.isEmpty()) {
            throw new RefusedException("\"" + unknown.first() + "\" is not known here");
        }
        for (var name : names) {
            if (json.find(name).isEmpty()) {
                throw new RefusedException("\"" + name + "\" is missing");
            }
        }
    }
}
