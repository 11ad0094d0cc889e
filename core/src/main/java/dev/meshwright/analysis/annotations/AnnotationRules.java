package dev.meshwright.analysis.annotations;

import dev.meshwright.analysis.Rule;
import java.util.List;

/// The rules of this package.
public final class AnnotationRules {
    private AnnotationRules() {}

    public static List<Rule> all() {
        return List.of(
                new UnknownAnnotation(),
                new MisplacedAnnotation(),
                new InvalidAnnotation(),
                new DeprecatedAnnotation());
    }
}
