package dev.meshwright.analysis.recheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.Surroundings;
import dev.meshwright.analysis.catalog.Check;
import dev.meshwright.analysis.catalog.RuleCatalog;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.TopologyMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Meshes made of the examples of all rules, each in namespaces of its own, whose files change at random.
class RecheckTest {
    private static final Setting SETTING =
            new Setting(Intent.defaults(), "1.31", Surroundings.NONE, Check.Options.ALL, _ -> List.of());
    private static final Pattern NAMESPACE =
            Pattern.compile("namespace: ([a-z-]+)|kind: Namespace\\s+metadata:\\s*\\{?\\s*name: ([a-z-]+)");
    private static final Pattern NAME = Pattern.compile("metadata:\\s*\\{?\\s*name: ([a-z-]+)");

    private final SequencedMap<String, Manifests> files = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void whatChangesIsFoundAsACheckOfEverythingFindsIt(int seed) {
        var random = new Random(seed);
        for (int i = 0; i < 30; i++) {
            edit(random, i);
        }
        var loaded = new LoadedMesh(manifests(), SETTING, 1);

        int nearby = 0;
        for (int step = 0; step < 100; step++) {
            String edited = edit(random, random.nextInt(40));
            nearby += loaded.change(manifests()) ? 1 : 0;

            var expected = fresh();
            var actual = loaded.triage().findings();
            assertThat(shown(differing(actual, expected)))
                    .as("more than a check of everything finds: seed %d, step %d, %s", seed, step, edited)
                    .isEmpty();
            assertThat(shown(differing(expected, actual)))
                    .as("less than a check of everything finds: seed %d, step %d, %s", seed, step, edited)
                    .isEmpty();
            assertThat(actual).as("the order: seed %d, step %d", seed, step).isEqualTo(expected);
        }
        assertThat(nearby).as("changes that were looked at nearby alone").isGreaterThan(25);
    }

    private List<Finding> fresh() {
        var manifests = manifests();
        var topology = TopologyMapper.map(manifests);
        return Check.run(SETTING.mesh(manifests, topology), Check.Options.ALL);
    }

    private static List<Finding> differing(List<Finding> findings, List<Finding> others) {
        var differing = new ArrayList<>(findings);
        differing.removeAll(others);
        return differing;
    }

    private static String shown(List<Finding> findings) {
        return String.join("\n", findings.stream().map(Finding::toString).toList());
    }

    private Manifests manifests() {
        return Manifests.concat(List.copyOf(files.values()));
    }

    /// Writes or removes a file in the place of this number.
    private String edit(Random random, int number) {
        String file = "m/%02d.yaml".formatted(number);
        if (random.nextInt(6) == 0 && files.remove(file) != null) {
            return file + " removed";
        }
        List<Rule> rules = RuleCatalog.all();
        // Few rules for a file, so that it changes between their examples.
        var rule = rules.get((number * 7 + random.nextInt(2)) % rules.size());
        var text = random.nextBoolean() ? rule.info().bad() : rule.info().good();
        text = renamed(text, NAMESPACE, number);
        if (number % 2 == 0) {
            text = renamed(text, NAME, number);
        }
        text = mutated(text, random);
        files.put(file, ManifestReader.parse(file, text));
        return file + " " + rule.info().name() + "\n" + text;
    }

    private static String renamed(String text, Pattern names, int number) {
        var found = new ArrayList<String>();
        names.matcher(text).results().forEach(match -> {
            var name = match.group(1) == null && match.groupCount() > 1 ? match.group(2) : match.group(1);
            if (name != null && !name.equals("istio-system") && !found.contains(name)) {
                found.add(name);
            }
        });
        var result = text;
        for (var name : found) {
            result = result.replaceAll("\\b" + name + "\\b(?!:)", name + "-" + number);
        }
        return result;
    }

    private static String mutated(String text, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> "# moved\n" + text;
            case 1 -> {
                var lines = new ArrayList<>(text.lines().toList());
                lines.remove(random.nextInt(lines.size()));
                yield String.join("\n", lines) + "\n";
            }
            default -> text;
        };
    }
}
