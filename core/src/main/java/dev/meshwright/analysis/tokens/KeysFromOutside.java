package dev.meshwright.analysis.tokens;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// The keys that tokens are checked by come from outside the cluster.
final class KeysFromOutside implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW3304",
            "KeysFromOutside",
            Category.SECURITY,
            Severity.INFO,
            "Token keys come from outside the cluster",
            "Who controls the address decides whose tokens are good, and while istiod cannot reach it tokens are refused."
                    + " A change of this address is a change of who may get in.",
            "Make sure that it is the issuer's own address, that istiod may reach it, and that changes are reviewed.",
            Examples.CART + Examples.issuer("https://id.example"),
            Examples.CART + Examples.tokens("{issuer: shop, jwksUri: \"https://id.auth.svc.cluster.local/keys\"}"),
            "https://istio.io/latest/docs/reference/config/security/jwt/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return KeyAddress.all(mesh)
                .filter(address -> address.scheme().equals("https") && !address.isInside(mesh))
                .map(address -> address.finding(INFO, "the keys come from " + address.shown()));
    }
}
