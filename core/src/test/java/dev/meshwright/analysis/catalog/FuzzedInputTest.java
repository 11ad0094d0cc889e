package dev.meshwright.analysis.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.fix.Fixer;
import dev.meshwright.analysis.review.Review;
import dev.meshwright.analysis.review.ReviewText;
import dev.meshwright.analysis.review.Scope;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Manifests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Real manifests with something broken in each of them, many of them in one mesh: nothing is thrown, nothing hangs,
/// and
/// every finding has a place.
class FuzzedInputTest {
    private static final int DOCUMENTS = 10_000;
    private static final int PER_MESH = 40;

    private static final List<String> VALUES = List.of(
            "7",
            "-1",
            "99999999999999999999",
            "1e400",
            ".nan",
            "~",
            "true",
            "[]",
            "{}",
            "[[]]",
            "[~]",
            "{a: {b: [c]}}",
            "[1, {x: y}]",
            "\"\"",
            "\" \"",
            "\"*\"",
            "\"**\"",
            "\"*.*\"",
            "\"a/b/c\"",
            "\"/\"",
            "\"..\"",
            "\"~/*\"",
            "\"0s\"",
            "\"-5h\"",
            "\"1e9s\"",
            "\"%\"",
            "\"{**}/{*}\"",
            "\"((((\"",
            "\"[a-\"",
            "\"\\\\\"",
            "\"::1/129\"",
            "\"1.2.3.4/99\"",
            "\"cluster.local/ns//sa/\"",
            "\"\\u0007\"",
            "\"two\\nlines\"",
            "|\n  x",
            "&a [*a]",
            "!!int x",
            "\t");

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void neverCrashesTheCheckAndNeverHangsIt() throws Exception {
        var documents = documents();
        var random = new Random(20_261_121);
        int findings = 0;
        for (int i = 0; i < DOCUMENTS / PER_MESH; i++) {
            var mesh = new ArrayList<String>();
            for (int n = 0; n < PER_MESH; n++) {
                mesh.add(broken(documents.get(random.nextInt(documents.size())), random));
            }
            findings += check(String.join("\n---\n", mesh));
        }
        assertThat(findings).as("findings in all").isGreaterThan(DOCUMENTS / 2);
    }

    private static int check(String text) {
        try {
            var manifests = ManifestReader.parse("fuzzed.yaml", text);
            var mesh = Mesh.of(manifests, Intent.defaults(), "1.31");
            var found = Check.run(mesh, Check.Options.ALL);
            assertThat(found).allSatisfy(finding -> {
                assertThat(finding.file()).isNotEmpty();
                assertThat(finding.message()).isNotBlank();
            });
            fixedTextHoldsTheSameObjects(text, manifests, found);
            assertThat(ReviewText.of(Review.of(mesh, Scope.MESH), true)).startsWith("Review of the mesh");
            return found.size();
        } catch (RuntimeException e) {
            return fail("crashed on\n" + text, e);
        }
    }

    private static void fixedTextHoldsTheSameObjects(String text, Manifests before, List<Finding> found) {
        var fixed = Fixer.fix("fuzzed.yaml", text, found);
        assertThat(ManifestReader.parse("fuzzed.yaml", fixed.text()).objects()).hasSameSizeAs(before.objects());
        assertThat(fixed.text().equals(text)).isEqualTo(fixed.fixed().isEmpty());
    }

    /// The examples of all rules, and the example shop.
    private static List<String> documents() throws Exception {
        var texts = new ArrayList<String>();
        for (var rule : RuleCatalog.all()) {
            texts.add(rule.info().bad());
            texts.add(rule.info().good());
        }
        try (var files = Files.walk(Path.of("../examples/shop/k8s"))) {
            for (var file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                texts.add(Files.readString(file));
            }
        }
        return texts.stream()
                .flatMap(text -> List.of(text.split("(?m)^---$", -1)).stream())
                .filter(text -> !text.isBlank())
                .toList();
    }

    /// One to three faults: another value, a line left out, moved, doubled or indented otherwise, or one letter
    /// changed.
    private static String broken(String document, Random random) {
        var lines = new ArrayList<>(document.lines().toList());
        for (int n = random.nextInt(3); n >= 0 && lines.size() > 1; n--) {
            int at = random.nextInt(lines.size());
            var line = lines.get(at);
            int colon = line.indexOf(": ");
            switch (random.nextInt(8)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(random.nextInt(lines.size()), line);
                case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
                case 3 -> lines.set(at, " ".repeat(random.nextInt(8)) + line.strip());
                case 4 -> lines.set(at, letterChanged(line, random));
                default -> {
                    if (colon > 0) {
                        lines.set(at, line.substring(0, colon + 2) + VALUES.get(random.nextInt(VALUES.size())));
                    } else if (line.endsWith(":")) {
                        lines.set(at, line + " " + VALUES.get(random.nextInt(VALUES.size())));
                    }
                }
            }
        }
        return String.join("\n", lines);
    }

    private static String letterChanged(String line, Random random) {
        if (line.isEmpty()) {
            return line;
        }
        int at = random.nextInt(line.length());
        return line.substring(0, at) + (char) (' ' + random.nextInt(95)) + line.substring(at + 1);
    }
}
