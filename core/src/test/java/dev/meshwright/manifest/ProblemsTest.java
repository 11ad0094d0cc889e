package dev.meshwright.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {
    private static final String POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n";

    private static Problem only(String text) {
        var problems = ManifestReader.parse("a.yaml", text).problems();
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    @Test
    void aKeyThatStandsTwiceIsToldAndTheSecondWins() {
        var text = POD + "spec:\n  ports: [1]\n  other: 2\n  ports: [3, 4]\n";
        assertThat(only(text).where()).hasToString("a.yaml:7:3");
        assertThat(only(text).message())
                .isEqualTo("mapping key \"ports\" stands twice; the second would win in Kubernetes");
        assertThat(only(text).fix()).isEqualTo("Remove one of them.");
        var root = ManifestReader.parse("a.yaml", text).objects().getFirst().root();
        assertThat(root.items("spec", "ports")).hasSize(2);
        assertThat(root.entries("spec")).hasSize(2);
    }

    @Test
    void aKeyThatStandsTwiceInALargeMappingIsTold() {
        var keys = IntStream.range(0, 40).mapToObj(i -> "  k" + i + ": 1\n").collect(Collectors.joining());
        assertThat(only(POD + "data:\n" + keys + "  k3: 2\n").message()).contains("\"k3\" stands twice");
    }

    @Test
    void tabsInTheIndentationAreNamedWhereTheyStand() {
        var problem = only(POD + "spec:\n\tcontainers: []\n");
        assertThat(problem.where()).hasToString("a.yaml:5:1");
        assertThat(problem.message()).contains("tab stands in the indentation");
    }

    @Test
    void aliasBombsAreStopped() {
        var bomb = new StringBuilder(POD).append("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            var alias = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [" + String.join(", ", Collections.nCopies(10, alias)) + "]\n");
        }
        assertThat(only(bomb.toString()).message()).contains("stand for more than");
    }

    @Test
    void anAliasOfItselfIsTold() {
        assertThat(only(POD + "x: &x {y: *x}\n").message()).contains("*x stands inside what it names");
    }

    @ParameterizedTest
    @CsvSource({"[,]", "{a: ,}"})
    void nestingTooDeepIsTold(String open, String close) {
        int depth = 100_000;
        assertThat(only(POD + "x: " + open.repeat(depth) + close.repeat(depth)).message())
                .contains("nested more than");
    }

    @Test
    void nestingTooDeepByIndentationIsTold() {
        assertThat(only(POD + "x:\n" + "- ".repeat(2000) + "a\n").message()).contains("nested more than");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[a, b]                                    | a list, not an object",
                "just text                                 | a single value, not an object",
                "{apiVersion: v1, metadata: {name: a}}     | has no kind",
                "{kind: Pod, metadata: {name: a}}          | has no apiVersion",
                "{a: b}                                    | has neither apiVersion nor kind",
                "{apiVersion: v1, kind: Pod, metadata: {}} | has no metadata.name",
                "{apiVersion: v1, kind: List, items: {}}   | is not a list",
                "{apiVersion: v1, kind: Pod, ? [a] : b}    | a mapping key has to be a text",
                "{apiVersion: v1, kind: Pod, <<: 1}        | needs a mapping",
                "{apiVersion: v1, kind: Pod, a: *nothing}  | no anchor &nothing",
                "{apiVersion: v1, kind: 'Pod               | never closed",
                "a: b: c                                   | cannot stand here",
            })
    void whatIsNoObjectIsToldWithItsPlace(String text, String message) {
        assertThat(only(text).message()).contains(message);
        assertThat(only(text).where().line()).isEqualTo(1);
        assertThat(only(text).fix()).isNotBlank();
    }

    @Test
    void templateTextIsRecognized() {
        var broken = only("apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n");
        assertThat(broken.where()).hasToString("a.yaml:4:9");
        assertThat(broken.message()).contains("Helm template", "{{ .Values.name }}");
        assertThat(only("apiVersion: v1\n{{- if .Values.on }}\nkind: Pod\n{{- end }}\n")
                        .message())
                .contains("Helm template");
        assertThat(only("apiVersion: v1\nkind: Pod\nmetadata:\n  name: \"{{ .Values.name }}\"\n")
                        .message())
                .contains("Helm template");
        assertThat(ManifestReader.parse("a.yaml", POD + "data: {x: '{{ go template for the app }}'}")
                        .problems())
                .isEmpty();
    }

    @Test
    void controlCharactersAreNamedWithTheirPlace() {
        var problem = only(POD + "x: a\u0007b\n");
        assertThat(problem.where()).hasToString("a.yaml:4:5");
        assertThat(problem.message()).contains("U+0007");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!%zz x",
                "!%E0%80 x",
                "\"\\UFFFFFFFF\"",
                "\"\\U00110000\"",
                "\"\\xZZ\"",
                "!<",
                "&",
                "*",
                "? ",
                "!!",
                "@a",
                "%a b"
            })
    void syntaxThatNamesNothingIsToldOrReadButNeverThrown(String value) {
        var manifests = ManifestReader.parse("a.yaml", POD + "x: " + value + "\n");
        assertThat(manifests.objects().size() + manifests.problems().size()).isEqualTo(1);
    }

    @Test
    void randomDamageNeverThrows() {
        var text =
                POD + "spec: &s\n  ports:\n  - {port: 80, name: \"http\"}\n  text: |\n    a\n    b\nx: *s\n---\n[a]\n";
        var damage = "\t\n{}[]&*!|>'\"%@:-#, \u0000\u0001\uFFFF\uD800<~?x0\\U%";
        var random = new Random(7);
        for (int round = 0; round < 5000; round++) {
            var damaged = new StringBuilder(text);
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = random.nextInt(damaged.length());
                damaged.replace(at, at + random.nextInt(2), "" + damage.charAt(random.nextInt(damage.length())));
            }
            var manifests = ManifestReader.parse("a.yaml", damaged.toString());
            assertThat(manifests.objects().size() + manifests.problems().size())
                    .as(damaged.toString())
                    .isPositive();
        }
    }
}
