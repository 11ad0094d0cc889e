package dev.meshwright.analysis.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRulesTest {
    private static final String TOKENS = Examples.issuer("https://id.example");

    private static List<String> messages(Rule rule, String... objects) {
        return Findings.of(rule, String.join("", objects)).stream()
                .map(Finding::message)
                .toList();
    }

    private static String attached(String kind, String spec) {
        return """
                apiVersion: security.istio.io/v1
                kind: %s
                metadata: {name: attached, namespace: shop}
                spec: {targetRefs: [{kind: Service, name: cart}], %s}
                ---
                """.formatted(kind, spec);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{requestPrincipals: ['*']}",
                "{notRequestPrincipals: ['*']}",
                "{principals: [a], requestPrincipals: ['https://id.example/me']}"
            })
    void aPolicyThatAsksForAnyTokenIsEnough(String source) {
        assertThat(messages(new TokenNotRequired(), Examples.CART, TOKENS, Examples.policy(source)))
                .isEmpty();
    }

    @Test
    void claimsAndCustomAuthorizersAskToo() {
        var claim = Examples.policy("{principals: [a]}")
                .replace("rules: [{", "rules: [{when: [{key: 'request.auth.claims[role]', values: [a]}], ");
        var custom = Examples.policy("{principals: [a]}")
                .replace("spec:", "spec:\n  action: CUSTOM\n  provider: {name: opa}");

        assertThat(messages(new TokenNotRequired(), Examples.CART, TOKENS, claim))
                .isEmpty();
        assertThat(messages(new TokenNotRequired(), Examples.CART, TOKENS, custom))
                .isEmpty();
    }

    @Test
    void aPolicyForOtherWorkloadsDoesNotCount() {
        var other = Examples.policy("{requestPrincipals: ['*']}").replace("app: cart", "app: other");

        assertThat(messages(new TokenNotRequired(), Examples.CART, TOKENS, other))
                .hasSize(1);
        assertThat(messages(
                        new TokenNotRequired(),
                        Examples.CART,
                        TOKENS,
                        Examples.policy("{requestPrincipals: ['*']}")
                                .replace("namespace: shop", "namespace: istio-system")))
                .isEmpty();
    }

    @Test
    void whatIsAttachedIsComparedByItsTargets() {
        var tokens = attached("RequestAuthentication", "jwtRules: [{issuer: shop}]");
        var asks = attached("AuthorizationPolicy", "rules: [{from: [{source: {requestPrincipals: ['*']}}]}]");

        assertThat(messages(new TokenNotRequired(), tokens)).hasSize(1);
        assertThat(messages(new TokenNotRequired(), tokens, asks)).isEmpty();
        assertThat(messages(new TokenNotRequired(), tokens, asks.replace("name: cart", "name: other")))
                .hasSize(1);
    }

    @Test
    void routesByClaimAskAtTheGateway() {
        var gateway = Examples.CART.replace("labels: {app: cart}", "labels: {app: cart, istio: ingressgateway}");
        var route = """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: shop, namespace: shop}
                spec:
                  hosts: [shop.example]
                  gateways: [public]
                  http:
                    - match: [{headers: {"@request.auth.claims.role": {exact: admin}}}]
                      route: [{destination: {host: cart}}]
                """;

        assertThat(messages(new TokenNotRequired(), gateway, TOKENS, route)).isEmpty();
        assertThat(messages(new TokenNotRequired(), Examples.CART, TOKENS, route))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://id.example/*", "https://id.example/me", "*", "*/me", "https://id.example/a*"})
    void tokensOfTheIssuerOrOfAnyAreChecked(String principal) {
        assertThat(messages(
                        new IssuerNotChecked(),
                        Examples.CART,
                        TOKENS,
                        Examples.policy("{requestPrincipals: ['" + principal + "']}")))
                .isEmpty();
    }

    @Test
    void anotherIssuerIsNamedWithTheOnesThereAre() {
        assertThat(messages(
                        new IssuerNotChecked(),
                        Examples.CART,
                        TOKENS,
                        Examples.policy("{requestPrincipals: ['https://id.example//me']}")))
                .containsExactly("no RequestAuthentication for shop/cart has the issuer https://id.example/; there is"
                        + " https://id.example");
    }

    @Test
    void withoutAnyInTheInputItIsAnInference() {
        assertThat(Findings.of(new IssuerNotChecked(), Examples.CART + Examples.policy("{requestPrincipals: ['*']}")))
                .extracting(Finding::severity, Finding::certainty)
                .containsExactly(tuple(Severity.INFO, Finding.Certainty.INFERENCE));
    }

    @Test
    void keysOfTheClusterAreNearer() {
        var inside = Examples.tokens("{issuer: shop, jwksUri: 'http://keycloak.auth.svc.cluster.local:8080/keys'}");

        assertThat(Findings.of(new KeysInPlaintext(), inside))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
        assertThat(messages(new KeysFromOutside(), inside)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{issuer: shop}",
                "{issuer: shop, jwks: '{\"keys\": []}'}",
                "{issuer: shop, jwksUri: 'not a url'}",
                "{issuer: shop, jwksUri: [http://a]}"
            })
    void withoutAnAddressNothingIsFetchedFromIt(String rule) {
        assertThat(messages(new KeysInPlaintext(), Examples.tokens(rule))).isEmpty();
        assertThat(messages(new KeysFromOutside(), Examples.tokens(rule))).isEmpty();
    }
}
