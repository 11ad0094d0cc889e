package dev.meshwright.generate;

import java.util.function.Predicate;

/// What to generate for.
///
/// @param services decides by `namespace/name`
/// @param withAuthorization whether AuthorizationPolicies are among the files
public record Scope(Predicate<String> services, boolean withAuthorization) {
    /// Every service.
    public static Scope everything(boolean withAuthorization) {
        return new Scope(_ -> true, withAuthorization);
    }
}
