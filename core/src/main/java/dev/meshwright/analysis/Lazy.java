package dev.meshwright.analysis;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value made by the first who asks for it; others wait meanwhile.
final class Lazy<T> {
    private final Supplier<T> maker;
    private volatile @Nullable T value;

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    T get() {
        var known = value;
        return known == null ? make() : known;
    }

    private synchronized T make() {
        var known = value;
        if (known == null) {
            known = maker.get();
            value = known;
        }
        return known;
    }
}
