package dev.meshwright.analysis;

import dev.meshwright.manifest.Manifest;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// One object as an [ObjectRule] looks at it. Used by one thread.
public final class Subject {
    private final Manifest object;
    private final String istioVersion;
    private final Map<Class<?>, Object> views = new HashMap<>();

    /// @param istioVersion minor version to judge by, such as `1.31`
    public Subject(Manifest object, String istioVersion) {
        this.object = object;
        this.istioVersion = istioVersion;
    }

    public Manifest object() {
        return object;
    }

    public String istioVersion() {
        return istioVersion;
    }

    /// What rules derive from the object and share: made by the one that asks first.
    public <T> T view(Class<T> type, Function<Subject, T> maker) {
        return type.cast(views.computeIfAbsent(type, _ -> maker.apply(this)));
    }
}
