package dev.meshwright.topology.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnsTest {
    private static final List<String> WORDS = List.of("one", "two", "three", "four");

    @Test
    void aListThatFitsIsWhole() {
        assertThat(Columns.list(WORDS, 21, false)).isEqualTo("one, two, three, four");
        assertThat(Columns.list(WORDS, 1, true)).isEqualTo("one, two, three, four");
        assertThat(Columns.list(List.of(), 1, false)).isEmpty();
    }

    @Test
    void ofALongerOneAsManyAsFitAreNamedAndTheOthersCounted() {
        assertThat(Columns.list(WORDS, 20, false)).isEqualTo("one, two and 2 more");
        assertThat(Columns.list(WORDS, 19, false)).isEqualTo("one, two and 2 more");
        assertThat(Columns.list(WORDS, 18, false)).isEqualTo("one and 3 more");
    }

    @Test
    void oneIsAlwaysNamed() {
        assertThat(Columns.list(WORDS, 2, false)).isEqualTo("one and 3 more");
        assertThat(Columns.list(List.of("longer"), 2, false)).isEqualTo("longer");
    }

    @Test
    void manyWordsAreNamedUpToTheWidth() {
        var many = IntStream.range(0, 100_000).mapToObj(String::valueOf).toList();
        assertThat(Columns.list(many, 40, false))
                .isEqualTo("0, 1, 2, 3, 4, 5, 6, 7, 8 and 99991 more")
                .hasSize(40);
    }
}
