package dev.meshwright.access;

import static dev.meshwright.access.Small.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.access.Decision.Verdict;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.IpBlock;
import dev.meshwright.access.condition.Request;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a sidecar makes of requests of which everything is known.
class RequestSemanticsTest {
    private static final Map<String, ?> ALICE = Map.of(
            "iss", "https://issuer.example.com",
            "sub", "alice",
            "aud", List.of("shop", "bank"),
            "azp", "web",
            "scope", "read write",
            "groups", "dev ops",
            "level", 5,
            "verified", true,
            "realm", Map.of("roles", List.of("admin", 7)),
            "a.b", "dotted");

    @ParameterizedTest
    @CsvSource({
        "shop.example.com, shop.example.com, true",
        "shop.example.com, SHOP.example.com, true",
        "shop.example.com, shop.example.com:80, false",
        "'*.example.com', shop.example.com, true",
        "'shop.*', shop.example.com:80, true",
        "'*', anything, true",
    })
    void hostsAreComparedWithoutCaseButWithTheirPort(String pattern, String host, boolean allowed) {
        assertThat(isAllowed(to("hosts", pattern), host, Map.of(), null)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "x-team, '*', true",
        "X-TEAM, search, true",
        "x-team, Search, false",
        "x-team, pay*, true",
        "x-empty, '*', true",
        "x-none, '*', false",
        "user-agent, one, false",
        "user-agent, 'one,two', true",
        ":method, GET, true",
        "host, shop.example.com, true",
    })
    void headersMatchByEachOfTheirValuesAndByPresence(String name, String pattern, boolean allowed) {
        var headers = Map.of(
                "X-Team", List.of("payments", "search"), "x-empty", List.of(""), "user-agent", List.of("one", "two"));
        assertThat(isAllowed(when("request.headers[" + name + "]", pattern), "shop.example.com", headers, null))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "request.auth.claims[scope], read, true",
        "request.auth.claims[scope], read write, false",
        "request.auth.claims[groups], dev, false",
        "request.auth.claims[groups], dev ops, true",
        "request.auth.claims[level], 5, false",
        "request.auth.claims[level], '*', false",
        "request.auth.claims[verified], 'true', false",
        "request.auth.claims[realm][roles], admin, true",
        "request.auth.claims[realm][roles], '*', true",
        "request.auth.claims[realm][roles], 7, false",
        "request.auth.claims[realm], '*', false",
        "request.auth.claims[a.b], dotted, true",
        "request.auth.claims[a][b], dotted, false",
        "request.auth.audiences, bank, true",
        "request.auth.audiences, b*, true",
        "request.auth.presenter, web, true",
        "request.auth.presenter, mobile, false",
        "request.auth.principal, https://issuer.example.com/alice, true",
    })
    void claimsAreTextsOrListsOfTexts(String key, String pattern, boolean allowed) {
        assertThat(isAllowed(when(key, pattern), "h", Map.of(), ALICE)).isEqualTo(allowed);
        assertThat(isAllowed(when(key, pattern), "h", Map.of(), null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'*', true",
        "https://issuer.example.com/alice, true",
        "https://issuer.example.com/*, true",
        "https://issuer.example.com*, false",
        "https://*, false",
        "'*alice', true",
        "'*.com/alice', true",
        "'*/alice', true",
        "alice, false",
    })
    void requestPrincipalsArePartedAtTheLastSlash(String principal, boolean allowed) {
        var rules = "[{from: [{source: {requestPrincipals: ['" + principal + "']}}]}]";
        assertThat(isAllowed(policy("ALLOW", rules), "h", Map.of(), ALICE)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "source.ip, 127.0.0.0/24, true",
        "source.ip, 10.0.0.0/8, false",
        "remote.ip, 10.0.0.0/8, true",
        "destination.ip, 10.1.0.9, true",
        "destination.port, 8080, true",
        "connection.sni, api.example.com, true",
        "connection.sni, API.example.com, false",
        "connection.sni, '*.example.com', true",
        "source.serviceAccount, shop/order, true",
        "source.trustDomain, cluster.local, true",
        "source.trustDomain, '*.local', true",
        "source.principal, '*/order', true",
        "experimental.envoy.filters.network.mysql_proxy[db], '[x]', false",
    })
    void conditionsAskForTheConnection(String key, String pattern, boolean allowed) {
        assertThat(isAllowed(when(key, pattern), "h", Map.of(), null)).isEqualTo(allowed);
    }

    @Test
    void whatIsAbsentIsNotAnyOfTheValues() {
        var rules = "[{when: [{key: 'request.auth.claims[groups]', notValues: ['*']},"
                + " {key: 'request.headers[x-a]', notValues: [one]}]}]";
        assertThat(isAllowed(policy("ALLOW", rules), "h", Map.of(), null)).isTrue();
        assertThat(isAllowed(policy("ALLOW", rules), "h", Map.of("x-a", List.of("two", "one")), null))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ports, http", "ipBlocks, 10.0.0/8"})
    void aValueThatCannotBeReadTakesAnAllowRuleWithItButNotADenyRule(String field, String value) {
        var entry = field.equals("ports") ? "to: [{operation: {%s: [%s]}}]" : "from: [{source: {%s: [%s]}}]";
        var rules = "[{" + entry.formatted(field, value) + "}]";
        assertThat(isAllowed(policy("ALLOW", rules), "h", Map.of(), null)).isFalse();
        assertThat(isAllowed(policy("DENY", rules), "h", Map.of(), null)).isFalse();
    }

    @Test
    void theQueryIsNoPartOfThePathAndDotsAreResolvedFirst() {
        assertThat(Small.verdict(to("paths", "/cart"), Small.caller("shop", "order"), "GET", "/x/../cart?q=/x"))
                .isEqualTo(Verdict.ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({
        "td-new/ns/shop/sa/order, cluster.local/ns/shop/sa/order, true",
        "td-old/ns/shop/sa/order, cluster.local/ns/shop/sa/order, true",
        "td-old/ns/shop/sa/order, td-new/ns/shop/sa/order, true",
        "cluster.local/ns/shop/sa/order, cluster.local/ns/shop/sa/order, false",
        "td-old/ns/shop/sa/order, td-new/ns/shop/*, false",
        "td-old/ns/shop/sa/order, '*-old/ns/shop/sa/order', true",
        "td-new/ns/shop/sa/order, '*-old/ns/shop/sa/order', true",
        "evil/ns/shop/sa/order, '*/ns/shop/sa/order', true",
        "td-new/ns/x/ns/shop/sa/order, cluster.local/ns/shop/sa/order, false",
    })
    void fullPrincipalsStandForAllNamesOfTheTrustDomain(String principal, String pattern, boolean allowed) {
        var config = ManifestReader.parse(
                        "mesh.yaml", "{apiVersion: v1, kind: Mesh, trustDomain: td-new, trustDomainAliases: [td-old]}")
                .objects()
                .getFirst();
        var policy = policy("ALLOW", "[{from: [{source: {principals: ['" + pattern + "']}}]}]");
        var access = Access.of(Small.parse(policy), MeshSettings.of(config.root(), Intent.defaults()));
        var call = Call.some(Caller.Identity.of(principal), Small.cart(), 8080, true);
        assertThat(access.decide(call).isAllowed()).isEqualTo(allowed);
    }

    private static String to(String field, String value) {
        return policy("ALLOW", "[{to: [{operation: {" + field + ": ['" + value + "']}}]}]");
    }

    private static String when(String key, String value) {
        return policy("ALLOW", "[{when: [{key: '" + key + "', values: ['" + value + "']}]}]");
    }

    private static boolean isAllowed(
            String policy, String host, Map<String, List<String>> headers, @Nullable Map<String, ?> claims) {
        var request = Request.empty(8080)
                .with(Field.SOURCE_IP, address("127.0.0.5"))
                .with(Field.REMOTE_IP, address("10.1.2.3"))
                .with(Field.DESTINATION_IP, address("10.1.0.9"))
                .with(Field.SNI, "API.example.com")
                .with(Field.HOST, host)
                .with(Field.METHOD, "GET")
                .with(Field.PATH, "/")
                .withClaims(claims);
        for (var header : headers.entrySet()) {
            request = request.sending(header.getKey(), header.getValue());
        }
        var decision =
                Small.access(policy).decide(new Call(Small.caller("shop", "order"), Small.cart(), true, request));
        return decision.verdict() == Verdict.ALLOWED;
    }

    private static IpBlock address(String text) {
        return IpBlock.parse(text).orElseThrow();
    }
}
