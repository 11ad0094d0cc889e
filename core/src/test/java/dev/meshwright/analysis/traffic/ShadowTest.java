package dev.meshwright.analysis.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShadowTest {
    @Test
    void whatComesAfterARuleWithoutMatchIsNeverReached() {
        assertThat(shadows("http: [{name: all, route: []}, {match: [{uri: {exact: /a}}]}, {route: []}]"))
                .containsExactly(
                        "spec.http[1]: HTTP rule #1 is not used: rule \"all\" has no match and takes every request",
                        "spec.http[2]: HTTP rule #2 is not used: rule \"all\" has no match and takes every request");
    }

    @Test
    void theSameMatchIsFoundInAnyOrderAndUnderAnyName() {
        assertThat(shadows("""
                http:
                  - match: [{name: a, port: 80, uri: {exact: /a}}]
                  - match: [{uri: {exact: /a}, port: 80, name: b, ignoreUriCase: false}, {uri: {exact: /b}}]
                """))
                .containsExactly("spec.http[1].match[0]: match \"b\" of rule #1 is not used: rule #0 has the same");
    }

    @Test
    void aRuleWhoseMatchesAreAllTakenIsNotReached() {
        assertThat(shadows("tcp: [{match: [{port: 1}]}, {match: [{port: 1}]}]"))
                .containsExactly(
                        "spec.tcp[1].match[0]: match #0 of rule #1 is not used: rule #0 has the same",
                        "spec.tcp[1]: TCP rule #1 is not used: rules before it have all its matches");
    }

    @Test
    void aShorterPrefixTakesALongerOneThatAsksForNoMore() {
        assertThat(prefixes("{uri: {prefix: /a}}", "{uri: {prefix: /ab}}")).hasSize(1);
        assertThat(prefixes("{uri: {prefix: /ab}}", "{uri: {prefix: /a}}")).isEmpty();
        assertThat(prefixes("{uri: {prefix: /a}}", "{uri: {exact: /ab}}")).isEmpty();
    }

    @Test
    void otherConditionsMustBeTheSame() {
        var plain = "{uri: {prefix: /ab}}";

        assertThat(prefixes("{uri: {prefix: /a}, port: 80}", plain)).isEmpty();
        assertThat(prefixes("{uri: {prefix: /a}, method: {exact: POST}}", plain))
                .isEmpty();
        assertThat(prefixes("{uri: {prefix: /a}, method: {exact: GET}}", plain)).hasSize(1);
        assertThat(prefixes("{uri: {prefix: /a}, headers: {x: {exact: b}}}", plain))
                .isEmpty();
        assertThat(prefixes(
                        "{uri: {prefix: /a}, headers: {x: {exact: b}}}",
                        "{uri: {prefix: /ab}, headers: {x: {exact: b}}}"))
                .hasSize(1);
        assertThat(prefixes(
                        "{uri: {prefix: /a}, queryParams: {x: {exact: b}}}",
                        "{uri: {prefix: /ab}, queryParams: {y: {exact: b}}}"))
                .isEmpty();
    }

    private static List<String> prefixes(String first, String second) {
        return shadows("http: [{match: [" + first + "]}, {match: [" + second + "]}]");
    }

    private static List<String> shadows(String spec) {
        var text = "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: a}\nspec:\n"
                + spec.indent(2);
        var object = ManifestReader.parse("a.yaml", text).objects().getFirst();
        return Shadow.of(object).stream()
                .map(shadow -> shadow.path() + ": " + shadow.message())
                .toList();
    }
}
