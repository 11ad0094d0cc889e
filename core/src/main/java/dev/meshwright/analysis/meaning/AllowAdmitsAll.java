package dev.meshwright.analysis.meaning;

import dev.meshwright.access.AuthorizationPolicy;
import dev.meshwright.access.AuthorizationPolicy.Action;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A policy whose ALLOW rules together match every request, though none of them is empty.
final class AllowAdmitsAll implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW1405",
            "AllowAdmitsAll",
            Category.SECURITY,
            Severity.WARNING,
            "ALLOW rules that together admit everything",
            "Each rule looks like a limit, but every request matches one of them: the policy is as good as none.",
            "Say who may call what, instead of what may not; refuse with a DENY policy.",
            Examples.cart("""
                    rules:
                      - {from: [{source: {notNamespaces: [bank]}}]}
                      - {to: [{operation: {notPaths: ["/internal/*"]}}]}
                      - {from: [{source: {namespaces: [bank]}}], to: [{operation: {paths: ["/internal*"]}}]}
                    """),
            Examples.cart("""
                    rules:
                      - {from: [{source: {notNamespaces: [bank]}}], to: [{operation: {notPaths: ["/internal/*"]}}]}
                    """),
            "https://istio.io/latest/docs/reference/config/security/authorization-policy/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return MeaningView.of(mesh)
                .rules()
                .filter(judged -> judged.policy().action() == Action.ALLOW
                        && judged.rule().index()
                                == judged.policy().rules().getFirst().index()
                        && judged.policy().rules().stream().noneMatch(AuthorizationPolicy.Rule::isEmpty)
                        && judged.settings().stream().allMatch(setting -> admitsAll(setting, judged.policy())))
                .map(judged -> Finding.of(
                        INFO,
                        judged.policy().object(),
                        judged.policy().object().where(),
                        "spec.rules",
                        "its rules together admit every request, with or without a certificate",
                        INFO.fix()));
    }

    private static boolean admitsAll(Setting setting, AuthorizationPolicy policy) {
        return setting.everything()
                .minus(setting.union(ruled -> ruled.isOf(policy)))
                .isEmpty();
    }
}
