package dev.meshwright.analysis.fix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
    private static final String TEN = lines(1, 10);

    @Test
    void theSameTextHasNoDiff() {
        assertThat(UnifiedDiff.of("a.yaml", TEN, TEN)).isEmpty();
    }

    @Test
    void anInsertionStandsBetweenThreeLines() {
        assertThat(UnifiedDiff.of("k8s/a.yaml", TEN, TEN.replace("5\n", "5\nnew\n")))
                .isEqualTo("""
                --- a/k8s/a.yaml
                +++ b/k8s/a.yaml
                @@ -3,6 +3,7 @@
                 3
                 4
                 5
                +new
                 6
                 7
                 8
                """);
    }

    @Test
    void changesFarApartAreHunksOfTheirOwn() {
        var text = lines(1, 30);

        assertThat(UnifiedDiff.of(
                        "/a.yaml", text, text.replace("\n5\n", "\nfive\n").replace("\n20\n", "\n")))
                .isEqualTo("""
                        --- a/a.yaml
                        +++ b/a.yaml
                        @@ -2,7 +2,7 @@
                         2
                         3
                         4
                        -5
                        +five
                         6
                         7
                         8
                        @@ -17,7 +17,6 @@
                         17
                         18
                         19
                        -20
                         21
                         22
                         23
                        """);
    }

    @Test
    void changesNearEachOtherShareAHunk() {
        assertThat(UnifiedDiff.of(
                        "a",
                        lines(1, 20),
                        lines(1, 20).replace("\n5\n", "\nx\n").replace("\n12\n", "\ny\n")))
                .containsOnlyOnce("@@ -2,14 +2,14 @@\n");
        assertThat(UnifiedDiff.of(
                        "a",
                        lines(1, 20),
                        lines(1, 20).replace("\n5\n", "\nx\n").replace("\n13\n", "\ny\n")))
                .contains("@@ -2,7 +2,7 @@\n", "@@ -10,7 +10,7 @@\n");
    }

    @Test
    void aMissingLastLineBreakIsSaid() {
        assertThat(UnifiedDiff.of("a", "1\n2", "1\n2\n3")).isEqualTo("""
                --- a/a
                +++ b/a
                @@ -1,2 +1,3 @@
                 1
                -2
                \\ No newline at end of file
                +2
                +3
                \\ No newline at end of file
                """);
    }

    @Test
    void aSideWithoutLinesNamesTheLineBefore() {
        assertThat(UnifiedDiff.of("a", "", "1\n")).contains("@@ -0,0 +1,1 @@\n+1\n");
    }

    private static String lines(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(n -> n + "\n").collect(Collectors.joining());
    }
}
