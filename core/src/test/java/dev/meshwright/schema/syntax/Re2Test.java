package dev.meshwright.schema.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Re2Test {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "^/v[0-9]+/(?P<order_id>[^/]+)$",
                "(?i)abc",
                "[[:alpha:]]+",
                "(a|b)*?",
                "\\Qa*+\\E",
                "[^]a]",
                "[a-z*+]+",
                "[\\]*+]",
                "a??",
                "a{1000}",
                "a{,2}",
                "{x}",
                "\\p{Greek}\\/"
            })
    void takesWhatRe2Takes(String pattern) {
        assertThat(Re2.fault(pattern)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(?=x)", "(?<!a)b", "(a)\\1", "a*+", "a{2}+", "a**", "a{1001}", "a{1,2000}", "[", "(", ")", "*a"
            })
    void refusesWhatRe2Refuses(String pattern) {
        assertThat(Re2.fault(pattern)).isPresent();
    }

    @Test
    void aNamedGroupAndALiteralBraceMatch() {
        assertThat(Re2.matches(Re2.compile("^(?P<a_b>x){y}$"), "x{y}")).isTrue();
        assertThat(Re2.matches(Re2.compile("\\p{Greek}"), "α")).isTrue();
    }
}
