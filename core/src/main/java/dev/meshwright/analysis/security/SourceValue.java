package dev.meshwright.analysis.security;

import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Constraint;
import dev.meshwright.access.AuthorizationPolicy.Value;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.RuleInfo;
import java.util.stream.Stream;

/// One value that a policy's rule compares with, such as one principal.
record SourceValue(AuthorizationPolicy policy, Constraint constraint, Value value) {

    /// Every value of every rule, in the order of the input.
    static Stream<SourceValue> all(Mesh mesh) {
        return SecurityView.of(mesh).policies().stream()
                .flatMap(policy -> policy.rules().stream()
                        .flatMap(rule -> rule.constraints())
                        .flatMap(constraint ->
                                constraint.values().stream().map(value -> new SourceValue(policy, constraint, value))));
    }

    String text() {
        return value.text();
    }

    Finding finding(RuleInfo rule, String message) {
        return Finding.of(rule, policy.object(), value.where(), constraint.path(), message, rule.fix());
    }
}
