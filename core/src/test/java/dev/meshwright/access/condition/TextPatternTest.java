package dev.meshwright.access.condition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextPatternTest {
    @ParameterizedTest
    @CsvSource({
        "cart, cart, true",
        "cart, carts, false",
        "cart, Cart, false",
        "ca*, cart, true",
        "ca*, ca, true",
        "ca*, c, false",
        "*rt, cart, true",
        "*rt, rt, true",
        "*rt, car, false",
        "*, x, true",
        "*, '', false",
        "c*t, cart, false",
        "c*t, c*t, true",
    })
    void aStarStandsForAnythingAtTheStartOrTheEndAlone(String value, String text, boolean matches) {
        assertThat(TextPattern.of(value).matches(text)).isEqualTo(matches);
    }

    @Test
    void caseMattersUnlessItIsIgnored() {
        var host = TextPattern.of("*.Shop.example").ignoringCase();
        assertThat(host.matches("api.sHOP.EXAMPLE")).isTrue();
        assertThat(host.matches("api.shop.example.")).isFalse();
    }

    @Test
    void aPrefixGoesBeforeEveryValueButTheLoneStar() {
        assertThat(TextPattern.after("spiffe://", "*/sa/a").matches("spiffe://td/sa/a"))
                .isTrue();
        assertThat(TextPattern.after("spiffe://", "td*").matches("td/sa/a")).isFalse();
        assertThat(TextPattern.after("spiffe://", "*").matches("x")).isTrue();
    }

    @Test
    void manyGapsAreMatchedWithoutGoingBack() {
        var pattern = new TextPattern(TextPattern.stars("*a".repeat(200), TextPattern.Letters.ANY), false);
        assertThat(pattern.matches("a".repeat(199) + "b".repeat(5_000))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/{**}, /api/, true",
        "/api/{**}, /api, false",
        "/api/{**}, /api/v1/42, true",
        "/{**}, /, true",
        "/{*}, /, false",
        "/{*}, /api, true",
        "/{*}, /api/, false",
        "/{*}/, /api/, true",
        "/api/{**}/, /api/, false",
        "/api/{**}/, /api/v1/, true",
        "/api/{**}/42, /api/42, false",
        "/api/{**}/42, /api/v1/42, true",
        "/api/{*}/x, /api/v1/x, true",
        "/api/{*}/x, /API/v1/x, false",
        "/api/{*}, /api/a=1;b, true",
        "/api/{*}, /api/a*b, true",
        "/api/{*}, /api/a|b, false",
        "/api/{**}.js, /api/a/b.js, true",
    })
    void templatesMatchAsEnvoysDo(String template, String path, boolean matches) {
        assertThat(PathTemplate.parse(template).orElseThrow().matches(path)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"{*}", "api/{*}", "/{**}/{*}", "/{**}/{**}", "/a{*}", "/{*}a/b", "//{*}", "/a b/{*}"})
    void envoyCannotLoadOtherTemplates(String template) {
        assertThat(PathTemplate.isTemplate(template)).isTrue();
        assertThat(PathTemplate.parse(template)).isEmpty();
    }
}
