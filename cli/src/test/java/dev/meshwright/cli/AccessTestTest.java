package dev.meshwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTestTest {
    private static final String POLICY = """
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: cart, namespace: shop}
            spec:
              action: ACTION
              rules: [{to: [{operation: {methods: [GET]}}]}]
            """;

    @TempDir
    private Path folder = Path.of("");

    private Path mesh = Path.of("");

    @BeforeEach
    void writeMesh() throws Exception {
        mesh = Typed.small(folder);
        policy("ALLOW");
    }

    @Test
    void assertionsThatHoldEndWithZero() throws Exception {
        var typed = test("""
                must:
                  - {from: shop/web, to: shop/cart, method: GET}
                mustNot:
                  - {name: nobody writes, from: shop/web, to: shop/cart, method: POST}
                """);
        assertThat(typed.out()).isEqualTo("""
                ok         shop/web must reach shop/cart GET
                ok         nobody writes

                2 of 2 assertions hold
                """);
        assertThat(typed.exitCode()).isZero();
    }

    @Test
    void someRequestsAreTooFewForMustAndTooManyForMustNot() throws Exception {
        var typed = test("""
                must: [{from: shop/web, to: shop/cart}]
                mustNot: [{from: shop/web, to: shop/cart}]
                """);
        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out())
                .contains(
                        "fails      shop/web must reach shop/cart\n"
                                + "           only some requests get through, such as GET /",
                        "fails      shop/web must not reach shop/cart\n",
                        "access.yaml:1\n",
                        "access.yaml:2\n",
                        "0 of 2 assertions hold");
    }

    @Test
    void whatAnAuthorizerOutsideDecidesEndsWithFour() throws Exception {
        policy("CUSTOM");
        var typed = test("must: [{from: shop/web, to: shop/cart, method: GET}]\n");
        assertThat(typed.exitCode()).isEqualTo(4);
        assertThat(typed.out()).startsWith("undecided  ");
    }

    @Test
    void aNameThatIsNotThereEndsWithTwoAndTheOthersAreTested() throws Exception {
        var typed = test("""
                must:
                  - {from: shop/wep, to: shop/cart}
                  - {from: shop/web, to: shop/cart, method: GET}
                """);
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.out()).contains("unknown    shop/wep", "Did you mean shop/web?", "1 of 2 assertions hold");
    }

    @Test
    void whatCannotBeReadIsSaidWithItsPlaceAndTheOthersAreTested() throws Exception {
        var typed = test("""
                must:
                  - {from: shop/web, too: shop/cart}
                  - {from: shop/web, to: shop/cart, port: many}
                  - {from: shop/web, to: shop/cart, headers: x}
                  - {from: shop/web, to: shop/cart, method: GET}
                musst: []
                """);
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err())
                .contains(
                        "access.yaml:2:5: an assertion needs `from` and `to`",
                        "access.yaml:2:22: there is no `too` here. Did you mean `to`?",
                        "access.yaml:3:43: `port` has a value that makes no sense there",
                        "access.yaml:4:46: `headers` has a value that makes no sense there",
                        "access.yaml:6:1: there is no `musst` here. Did you mean `must`?");
        assertThat(typed.out()).contains("1 of 1 assertions hold");
    }

    @Test
    void anEmptyFileIsNoSuccess() throws Exception {
        var typed = test("must: []\n");
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("access.yaml: holds no assertion");
    }

    @Test
    void aFileThatIsNotThereIsOneSentence() {
        var typed = Typed.command("access", "test", folder.resolve("no.yaml").toString(), mesh.toString());
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("no.yaml cannot be read").hasLineCount(1);
    }

    @Test
    void headersAndTokensOfTheRequestCount() throws Exception {
        Files.writeString(
                mesh.resolve("policy.yaml"),
                POLICY.replace("ACTION", "ALLOW")
                        .replace(
                                "to: [{operation: {methods: [GET]}}]",
                                "when: [{key: 'request.headers[x-team]', values: [a]}]"));
        assertThat(test("""
                must: [{from: shop/web, to: shop/cart, headers: {x-team: a}, jwt: none}]
                mustNot: [{from: shop/web, to: shop/cart, headers: {x-team: b}}]
                """).exitCode()).isZero();
    }

    @Test
    void theOutcomeIsThereAsJsonAndAsJunit() throws Exception {
        assertThat(test("mustNot: [{from: shop/web, to: shop/cart, method: GET}]\n", "--format", "json")
                        .out())
                .contains("\"outcome\" : \"fails\"", "\"why\" : \"ALLOW by");
        assertThat(test("mustNot: [{name: 'a<b', from: shop/web, to: shop/cart, method: GET}]\n", "--format", "junit")
                        .out())
                .contains("<testsuites name=\"meshwright access test\" tests=\"1\" failures=\"1\"", "name=\"a&lt;b\">")
                .contains("<failure type=\"fails\" message=\"ALLOW by AuthorizationPolicy shop/cart, rules[0]\">");
    }

    private void policy(String action) throws Exception {
        Files.writeString(mesh.resolve("policy.yaml"), POLICY.replace("ACTION", action));
    }

    private Typed test(String assertions, String... options) throws Exception {
        var file = Files.writeString(folder.resolve("access.yaml"), assertions);
        var words = new Object[4 + options.length];
        words[0] = "access";
        words[1] = "test";
        words[2] = file.toString();
        words[3] = mesh.toString();
        System.arraycopy(options, 0, words, 4, options.length);
        return Typed.command(words);
    }
}
