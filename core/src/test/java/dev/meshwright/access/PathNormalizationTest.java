package dev.meshwright.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathNormalizationTest {
    @ParameterizedTest
    @CsvSource({
        "NONE, /a/../b, /a/../b",
        "BASE, /a/../b, /b",
        "BASE, /a/./b/, /a/b/",
        "BASE, /a/.., /",
        "BASE, /../../etc, /etc",
        "BASE, /a/%2e%2E/b, /b",
        "BASE, /%61dmin, /admin",
        "BASE, '/a\\b', /a/b",
        "BASE, /a//b, /a//b",
        "BASE, /a%2fb, /a%2fb",
        "BASE, /a?x=/../b, /a?x=/../b",
        "BASE, /%, /%",
        "BASE, /%zz, /%zz",
        "BASE, *, *",
        "MERGE_SLASHES, //a///b, /a/b",
        "MERGE_SLASHES, /a%2f/b, /a%2f/b",
        "DECODE_AND_MERGE_SLASHES, /a%2F%5cb, /a/b",
        "DECODE_AND_MERGE_SLASHES, /a%2f..%2fb, /b",
    })
    void pathsAreRewrittenAsIstioSetsProxiesTo(PathNormalization normalization, String path, String rewritten) {
        assertThat(normalization.apply(path)).isEqualTo(rewritten);
    }

    @ParameterizedTest
    @CsvSource({"NONE, NONE", "DEFAULT, BASE", "'', BASE", "nonsense, BASE", "MERGE_SLASHES, MERGE_SLASHES"})
    void withoutAWordIstioKnowsItIsTheBase(String word, PathNormalization normalization) {
        assertThat(PathNormalization.of(word)).isEqualTo(normalization);
    }
}
