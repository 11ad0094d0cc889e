package dev.meshwright.posture.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StringMatchersTest {
    private static List<Boolean> matches(String matcher, String... texts) {
        var patterns = StringMatchers.patterns(SmallMesh.json(matcher));
        return List.of(texts).stream()
                .map(text -> patterns.stream().anyMatch(pattern -> pattern.matches(text)))
                .toList();
    }

    @Test
    void readsWhatIstiodWrites() {
        assertThat(matches("{\"prefix\": \"/cart/\"}", "/cart/1", "/cart")).containsExactly(true, false);
        assertThat(matches("{\"exact\": \"GET\", \"ignore_case\": true}", "get", "POST"))
                .containsExactly(true, false);
        assertThat(matches("{\"safe_regex\": {\"regex\": \"spiffe://[^/]*/ns/a\\\\.b/.+\"}}", "spiffe://t/ns/a.b/sa"))
                .containsExactly(true);
    }

    @Test
    void optionalPartsAreSpelledOut() {
        var account = "{\"safe_regex\": {\"regex\": \"spiffe://.+/ns/shop/(.+/|)sa/web(/.+)?\"}}";

        assertThat(matches(account, "spiffe://t/ns/shop/sa/web", "spiffe://t/ns/shop/x/sa/web/y", "spiffe://t/sa/web"))
                .containsExactly(true, true, false);
    }

    @Test
    void anythingElseIsNotRead() {
        assertThat(StringMatchers.patterns(SmallMesh.json("{\"safe_regex\": {\"regex\": \"a|b\"}}")))
                .isEmpty();
        assertThat(StringMatchers.patterns(SmallMesh.json("{\"contains\": \"x\"}")))
                .isEmpty();
        assertThat(StringMatchers.patterns(SmallMesh.json("{}"))).isEmpty();
    }

    @Test
    void manyOptionalPartsAreNotSpelledOut() {
        var hostile = "{\"safe_regex\": {\"regex\": \"" + "(.+/|)".repeat(60) + "\"}}";

        assertThat(StringMatchers.patterns(SmallMesh.json(hostile))).isEmpty();
    }
}
