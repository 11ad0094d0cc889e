package dev.meshwright.trust.bundle;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.Json;
import java.util.Comparator;

/// Which object of a cluster it is. Two versions of one API are the same object.
/// @param group the API group; "" for core kinds
/// @param namespace "" where the object sets none
public record ObjectKey(String group, String kind, String namespace, String name) implements Comparable<ObjectKey> {
    private static final Comparator<ObjectKey> ORDER = Comparator.comparing(ObjectKey::kind)
            .thenComparing(ObjectKey::group)
            .thenComparing(ObjectKey::namespace)
            .thenComparing(ObjectKey::name);

    /// The key of an object.
    /// @throws RefusedException if it has no kind or name, or is a Secret
    public static ObjectKey of(Json.Obj object) {
        var apiVersion = object.text("apiVersion");
        var metadata = object.object("metadata");
        var key = new ObjectKey(
                apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "",
                object.text("kind"),
                metadata.find("namespace").isPresent() ? metadata.text("namespace") : "",
                metadata.text("name"));
        if (key.kind().equals("Secret") && key.group().isEmpty()) {
            throw new RefusedException("a bundle holds no Secret, and " + key + " is one");
        }
        return key;
    }

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }

    /// `Kind namespace/name`.
    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
