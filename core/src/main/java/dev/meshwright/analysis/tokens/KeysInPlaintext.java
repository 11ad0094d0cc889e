package dev.meshwright.analysis.tokens;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// The keys that tokens are checked by come over HTTP without TLS.
final class KeysInPlaintext implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW3303",
            "KeysInPlaintext",
            Category.SECURITY,
            Severity.ERROR,
            "Token keys are fetched without TLS",
            "Who stands on the way between istiod and the address puts keys of their own into the answer, and then signs"
                    + " any token they like.",
            "Write https, or put the keys into `jwks`.",
            Examples.CART + Examples.tokens("{issuer: shop, jwksUri: \"http://id.example/keys\"}"),
            Examples.CART + Examples.tokens("{issuer: shop, jwksUri: \"https://id.example/keys\"}"),
            "https://istio.io/latest/docs/reference/config/security/jwt/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return KeyAddress.all(mesh)
                .filter(address -> address.scheme().equals("http"))
                .map(address -> address.isInside(mesh)
                        ? address.finding(
                                        INFO, "the keys come in plaintext from within the cluster: " + address.shown())
                                .withSeverity(Severity.WARNING)
                        : address.finding(INFO, "the keys come in plaintext from outside: " + address.shown()));
    }
}
