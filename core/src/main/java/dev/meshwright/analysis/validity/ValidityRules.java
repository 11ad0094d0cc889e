package dev.meshwright.analysis.validity;

import dev.meshwright.analysis.Rule;
import java.util.List;

/// The rules of this package.
public final class ValidityRules {
    private ValidityRules() {}

    public static List<Rule> all() {
        return List.of(
                new UnreadableInput(),
                new UnknownField(),
                new UnknownKind(),
                new DeprecatedVersion(),
                new DuplicateObject(),
                new SchemaValidationError(),
                new SchemaWarning());
    }
}
