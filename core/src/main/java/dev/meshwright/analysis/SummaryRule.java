package dev.meshwright.analysis;

import dev.meshwright.manifest.Manifest;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A rule that says one thing about many objects. What it says follows from what is so of each of them, so that after
/// a change only the objects nearby are looked at again.
///
/// @param <T> what is noted of an object
public interface SummaryRule<T> extends Rule {
    /// What is so of an object.
    record Fact<T>(Manifest object, T what) {
        /// By namespace, name and kind of the object.
        public static final Comparator<Fact<?>> ORDER = Comparator.<Fact<?>, String>comparing(
                        fact -> fact.object().namespaceOrDefault())
                .thenComparing(fact -> fact.object().name())
                .thenComparing(fact -> fact.object().kind());
    }

    /// What is so of single objects, each seen from its neighbours alone.
    Stream<Fact<T>> facts(Mesh mesh);

    /// What follows from all of it.
    ///
    /// @param facts in their order
    Stream<Finding> summary(List<Fact<T>> facts);

    @Override
    default Stream<Finding> check(Mesh mesh) {
        return summary(facts(mesh).sorted(Fact.ORDER).toList());
    }
}
