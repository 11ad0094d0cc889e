package dev.meshwright.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.DocumentSplitter.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The quick reader gives what the YAML parser gives, or leaves the document to it.
class BlockStyleReaderTest {
    private static final String MANIFEST = """
            # how it is written
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: "cart"   # quoted
              labels: {app: cart, 'tier': "back"}
              annotations:
                note: it's # said
            spec:
              replicas: 3
              template:
                spec:
                  containers:
                  - name: cart
                    image: registry:5000/cart:1.2

                    args: ["--port", --verbose, 8080]
                    command: [sh, -c, 'x']
                    env:
                      - name: A
                        value:
                      - name: ON
                        value: on
                      - - nested
                        - 0x1F
                      -
                        late: ~
                      -
                    livenessProbe: {}
                  volumes: []
            data:
              nginx.conf: |
                server {
                	listen 80;

                    # not a comment
                }

              key: |-

                 text
                   # more
              # a comment
              last: 1e3
            1: one
            yes: two
            url: http://cart:80/#x
            dash: from–to
            """;

    @Test
    void readsTheStyleOfManifestsItself() {
        assertThat(quick(MANIFEST)).isPresent();
    }

    @Test
    void readsEveryFileOfTheExample() throws IOException {
        var parsedOnes = new ArrayList<String>();
        try (var files = Files.walk(Path.of("../examples/shop"))) {
            for (var file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                for (var document : DocumentSplitter.split(Files.readString(file))) {
                    same(document.text());
                    if (quick(document.text()).isEmpty()) {
                        parsedOnes.add(file.getFileName() + ":" + document.linesBefore());
                    }
                }
            }
        }
        assertThat(parsedOnes).as("left to the parser").hasSizeLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &x b\n",
                "a: *x\n",
                "a: !!str 1\n",
                "a: b\n c\n",
                "a: >\n  folded\n",
                "a: \"b\\n\"\n",
                "a: 'it''s'\n",
                "a:\tb\n",
                "? a\n: b\n",
                "a: {b: c,\n  d: e}\n",
                "<<: {a: b}\n",
                "a: |2\n   x\n",
                "a: |+\n  x\n\n",
                "{\"a\": 1}\n",
                "a: b: c\n",
                "a:\n  b: 1\n c: 2\n",
                "a: 1\n- b\n",
                "a: [b\n",
                "a: b",
                "- a\nb: c\n",
                "a: \u0000\n",
                "a: 😀\n",
                "a: b\r\n"
            })
    void leavesToTheParserWhatIsNotThatStyle(String text) {
        assertThat(quick(text)).isEmpty();
    }

    @Test
    void givesTheSameTreeAsTheParserForEveryVariantItTakes() {
        var random = new Random(20_260);
        int taken = 0;
        for (int i = 0; i < 60_000; i++) {
            if (same(mutated(MANIFEST, random))) {
                taken++;
            }
        }
        assertThat(taken).as("variants taken").isBetween(10_000, 50_000);
    }

    @Test
    void givesTheSameTreeAsTheParserForRandomLines() {
        var random = new Random(7);
        int taken = 0;
        for (int i = 0; i < 60_000; i++) {
            if (same(randomLines(random))) {
                taken++;
            }
        }
        assertThat(taken).as("texts taken").isBetween(1_000, 55_000);
    }

    /// Compares the two where the quick one gives a tree; whether it does.
    private static boolean same(String text) {
        var document = new Document(text, 4);
        var problems = new ArrayList<Problem>();
        var quick = BlockStyleReader.read("f.yaml", document, new Texts(), problems);
        if (quick.isPresent()) {
            var expected = new ArrayList<Problem>();
            try {
                var parsed = TreeBuilder.parse("f.yaml", document, new Texts(), expected);
                assertThat(quick).as(text).contains(parsed);
                assertThat(problems).as(text).isEqualTo(expected);
            } catch (UnreadableDocument e) {
                throw new AssertionError("not YAML: " + e.problem() + "\n" + text, e);
            }
        }
        return quick.isPresent();
    }

    private static Optional<Node> quick(String text) {
        return BlockStyleReader.read("f.yaml", new Document(text, 0), new Texts(), new ArrayList<>());
    }

    private static final List<String> BITS = List.of(
            " ", "  ", "\n", "-", "- ", ":", ": ", "#", " #", "\"", "'", "[", "]", "{", "}", ",", "|", ">", "&a", "*a",
            "!", "%", "@", "`", "?", "~", "null", "0", "é", "\t", "\\", "---", "...", "<<", "a", "a: b\n", "- c\n",
            "|-", "\u00a0", "\u2028", "\u0085", "\ufeff");

    private static String mutated(String text, Random random) {
        var out = new StringBuilder(text);
        for (int n = random.nextInt(3); n >= 0; n--) {
            int at = random.nextInt(out.length());
            switch (random.nextInt(5)) {
                case 0 -> out.deleteCharAt(at);
                case 1 -> out.insert(at, BITS.get(random.nextInt(BITS.size())));
                case 2 -> out.replace(at, at + 1, BITS.get(random.nextInt(BITS.size())));
                case 3 -> moveLine(out, at, random);
                default -> out.delete(at, Math.min(out.length(), at + random.nextInt(40)));
            }
        }
        return out.toString();
    }

    /// Indents the line at this place differently.
    private static void moveLine(StringBuilder out, int at, Random random) {
        int start = out.lastIndexOf("\n", at) + 1;
        int blanks = start;
        while (blanks < out.length() && out.charAt(blanks) == ' ') {
            blanks++;
        }
        out.replace(start, blanks, " ".repeat(random.nextInt(12)));
    }

    private static String randomLines(Random random) {
        var values = List.of(
                "",
                " 1",
                " b",
                " \"c: d\"",
                " 'e'",
                " []",
                " [a, \"b\",c]",
                " {x: 1, y: [z]}",
                " |",
                " |-",
                " # note",
                " ~",
                " -1",
                " on",
                " x y #z",
                " http://h:1/",
                " &a b",
                " -",
                " - f");
        var out = new StringBuilder();
        for (int n = 1 + random.nextInt(7); n > 0; n--) {
            out.append(" ".repeat(2 * random.nextInt(4) + (random.nextInt(12) == 0 ? 1 : 0)));
            switch (random.nextInt(8)) {
                case 0 -> out.append("-").append(values.get(random.nextInt(values.size())));
                case 1 ->
                    out.append("- k")
                            .append(random.nextInt(3))
                            .append(':')
                            .append(values.get(random.nextInt(values.size())));
                case 2 -> out.append("text");
                case 3 -> {}
                default ->
                    out.append('k')
                            .append(random.nextInt(4))
                            .append(':')
                            .append(values.get(random.nextInt(values.size())));
            }
            out.append('\n');
        }
        return out.toString();
    }
}
