package dev.meshwright.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriterTest {
    private static final List<String> HOSTILE = List.of(
            "on",
            "yes",
            "y",
            "No",
            "OFF",
            "true",
            "null",
            "~",
            "",
            " ",
            "1.10",
            "0777",
            "0o7",
            "1e3",
            "0x1F",
            "1_000",
            ".5",
            "-1",
            "+1",
            ".inf",
            "12:30:45",
            "2026-01-02",
            " leading",
            "trailing ",
            "a: b",
            "a:",
            ":a",
            "a #b",
            "#a",
            "- a",
            "-",
            "--",
            "---",
            "--- a",
            "...",
            "--port=80",
            "?",
            "? a",
            "{a}",
            "[a]",
            "&a",
            "*a",
            "*",
            "!a",
            "|",
            ">",
            "'",
            "\"",
            "it's",
            "%a",
            "@a",
            "`a",
            "=",
            "<<",
            "a, b",
            "a\nb",
            "a\nb\n",
            "a\n\nb\n\n\n",
            "\n",
            "\na",
            " a\nb",
            "a \nb",
            "a\n b\n",
            "a\r\nb",
            "\t",
            "a\tb",
            "\u0007",
            "\u0085",
            "\u2028x",
            "\uFEFFx",
            "é",
            "😀",
            "\\",
            "a\\nb",
            "10.0.0.1",
            "v1",
            "1.2.3",
            "{{ x }}",
            "a\n---\nb\n",
            "a\n#b",
            "\n\n");

    private static Object value(Node node) {
        return switch (node) {
            case Node.Scalar scalar ->
                switch (scalar.type()) {
                    case NULL -> "NULL!";
                    case BOOLEAN -> Boolean.valueOf(scalar.text());
                    case INTEGER -> Long.valueOf(scalar.text());
                    case NUMBER -> Double.valueOf(scalar.text());
                    case STRING -> scalar.text();
                };
            case Node.Sequence list ->
                list.items().stream().map(YamlWriterTest::value).toList();
            case Node.Mapping mapping -> {
                var map = new LinkedHashMap<String, Object>();
                mapping.entries().forEach(entry -> map.put(entry.key(), value(entry.value())));
                yield map;
            }
        };
    }

    private static Object roundTrip(Object value) {
        var wrapped = new LinkedHashMap<String, Object>();
        wrapped.put("apiVersion", "v1");
        wrapped.put("kind", "X");
        wrapped.put("metadata", Map.of("name", "x"));
        wrapped.put("value", value);
        var manifests = ManifestReader.parse("x.yaml", YamlWriter.write(wrapped));
        assertThat(manifests.problems()).as(YamlWriter.write(wrapped)).isEmpty();
        return value(manifests.objects().getFirst().root().entries().getLast().value());
    }

    @Test
    void theStyleIsBlocksWithIndentedLists() {
        var value = new LinkedHashMap<String, Object>();
        value.put("name", "a");
        value.put("ports", List.of(new LinkedHashMap<>(Map.of("port", 80)), List.of(1, 2)));
        value.put("args", List.of("--port=80", "on", "1.10", "10.0.0.1"));
        value.put("none", List.of());
        value.put("empty", Map.of());
        value.put("text", "one\ntwo\n");
        value.put("ratio", 0.5);
        value.put("off", false);
        value.put("nothing", null);
        assertThat(YamlWriter.write(value)).isEqualTo("""
                name: a
                ports:
                  - port: 80
                  - - 1
                    - 2
                args:
                  - --port=80
                  - "on"
                  - "1.10"
                  - 10.0.0.1
                none: []
                empty: {}
                text: |
                  one
                  two
                ratio: 0.5
                "off": false
                nothing: null
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"orders", "10.0.0.1", "a:b", "http://a/b?c=d#e", "a#b", "-x", "v1.2.3", "app=orders", "*.x"})
    void quotesStandOnlyWhereTheyAreNeeded(String text) {
        boolean needed = text.startsWith("*");
        assertThat(YamlWriter.write(text)).isEqualTo(needed ? '"' + text + "\"\n" : text + "\n");
    }

    @Test
    void hostileTextsComeBackUnchangedAsValuesKeysAndItems() {
        for (var text : HOSTILE) {
            assertThat(roundTrip(text)).as(text).isEqualTo(text);
            assertThat(roundTrip(List.of(text, List.of(text)))).isEqualTo(List.of(text, List.of(text)));
            assertThat(roundTrip(Map.of(text, Map.of(text, List.of(text)))))
                    .isEqualTo(Map.of(text, Map.of(text, List.of(text))));
        }
    }

    @Test
    void readingWhatWasWrittenGivesTheValueBack() {
        for (int seed = 0; seed < 2000; seed++) {
            var value = random(new Random(seed), 4);
            assertThat(roundTrip(value)).as("seed " + seed).isEqualTo(value);
        }
    }

    @Test
    void whatIsNoPlainValueIsRefused() {
        assertThatThrownBy(() -> YamlWriter.write(new StringBuilder[0])).isInstanceOf(IllegalArgumentException.class);
    }

    private static Object random(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> (long) random.nextInt();
            case 1 -> random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
            case 2 -> random.nextBoolean();
            case 3 -> HOSTILE.get(random.nextInt(HOSTILE.size()));
            case 4, 5 -> text(random);
            case 6, 7 -> {
                var map = new LinkedHashMap<String, Object>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(text(random), random(random, depth - 1));
                }
                yield map;
            }
            default -> {
                var list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(random(random, depth - 1));
                }
                yield list;
            }
        };
    }

    private static String text(Random random) {
        var characters = "ab01 .:-#\n\t'\"\\{[&*!|>%@`,?=~\r\u0001é\u2029😀";
        var points = characters.codePoints().toArray();
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
