package dev.meshwright.analysis.security;

import dev.meshwright.access.Attribute;
import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.access.AuthorizationPolicy.Constraint;
import dev.meshwright.access.PathNormalization;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A rule that refuses by path, which callers can write in ways that proxies and applications read differently.
final class PathMatchEvaded implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW3110",
            "PathMatchEvaded",
            Category.SECURITY,
            Severity.WARNING,
            "A path can be written so that it is missed",
            "The rule refuses what matches, and a proxy compares the path as it came, after the mesh's pathNormalization."
                    + " Many applications read more ways of writing it as the same path, so the request gets there.",
            "Admit the paths that are meant by ALLOW and `paths`, or refuse all others by DENY and `notPaths`; or set"
                    + " pathNormalization to DECODE_AND_MERGE_SLASHES in the mesh config.",
            Examples.CART + Examples.policy("""
                    action: DENY
                    rules: [{to: [{operation: {paths: [/admin*]}}]}]
                    """),
            Examples.CART + Examples.policy("""
                    action: DENY
                    rules: [{to: [{operation: {notPaths: [/shop*]}}]}]
                    """),
            "https://istio.io/latest/docs/ops/best-practices/security/#customize-your-system-on-path-normalization");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var view = SecurityView.of(mesh);
        var normalization = view.settings().paths();
        if (normalization == PathNormalization.DECODE_AND_MERGE_SLASHES) {
            return Stream.empty();
        }
        return view.policies().stream()
                .flatMap(policy -> policy.rules().stream()
                        .flatMap(rule -> rule.constraints())
                        .filter(constraint -> refusesByMatch(policy, constraint) && view.isForEnvoy(policy))
                        .flatMap(constraint -> finding(policy, constraint, normalization)));
    }

    /// Whether a path that does not match is let through.
    private static boolean refusesByMatch(AuthorizationPolicy policy, Constraint constraint) {
        return constraint.attribute() == Attribute.PATH
                && ((policy.action() == Action.DENY && !constraint.negated())
                        || (policy.action() == Action.ALLOW && constraint.negated()));
    }

    private static Stream<Finding> finding(
            AuthorizationPolicy policy, Constraint constraint, PathNormalization normalization) {
        return constraint.values().stream()
                .filter(value -> value.text().startsWith("/") && value.text().length() > 1)
                .limit(1)
                .map(value -> Finding.of(
                                INFO,
                                policy.object(),
                                value.where(),
                                constraint.path(),
                                evasion(value.text(), normalization) + " is not matched by " + value.text()
                                        + " with pathNormalization " + normalization,
                                INFO.fix())
                        .withSeverity(severity(normalization)));
    }

    /// Escaped slashes are read as slashes by few applications, several slashes in a row as one by many.
    private static Severity severity(PathNormalization normalization) {
        return switch (normalization) {
            case NONE -> Severity.ERROR;
            case BASE -> Severity.WARNING;
            case MERGE_SLASHES, DECODE_AND_MERGE_SLASHES -> Severity.INFO;
        };
    }

    private static String evasion(String path, PathNormalization normalization) {
        var bare = path.endsWith("*") ? path.substring(0, path.length() - 1) : path;
        return switch (normalization) {
            case NONE -> "/." + bare;
            case BASE -> "/" + bare;
            case MERGE_SLASHES, DECODE_AND_MERGE_SLASHES -> "/%2F" + bare.substring(1);
        };
    }
}
