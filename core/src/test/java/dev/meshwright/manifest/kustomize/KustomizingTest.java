package dev.meshwright.manifest.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.YamlWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Our own build, compared with what kustomize v5.7.1 printed for the same folders.
class KustomizingTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/meshwright/manifest/kustomize");

    @ParameterizedTest
    @ValueSource(strings = {"shop/base", "shop/prod", "edges/base", "edges/a", "edges/b", "edges/all"})
    void itMakesWhatKustomizeMakes(String name) {
        var problems = new ArrayList<Problem>();
        var own = Kustomizing.build(
                KustomizationFile.in(FOLDER.resolve(name), problems).orElseThrow(), problems);
        var real = ManifestReader.read(List.of(FOLDER.resolve(name + "-built.yaml")))
                .objects();
        assertThat(problems).isEmpty();
        assertThat(own).extracting(KustomizingTest::id).containsExactlyInAnyOrderElementsOf(ids(real));
        for (var object : real) {
            var same = own.stream()
                    .filter(one -> id(one).equals(id(object)))
                    .findFirst()
                    .orElseThrow();
            assertThat(YamlWriter.write(plain(same.root())))
                    .as(id(object))
                    .isEqualTo(YamlWriter.write(plain(object.root())));
        }
    }

    private static Object plain(Node node) {
        return switch (node) {
            case Node.Mapping map -> {
                var sorted = new TreeMap<String, Object>();
                map.entries().forEach(entry -> sorted.put(entry.key(), plain(entry.value())));
                yield sorted;
            }
            case Node.Sequence list ->
                list.items().stream().map(KustomizingTest::plain).toList();
            case Node.Scalar scalar -> scalar.type() + " " + scalar.text();
        };
    }

    private static List<String> ids(List<Manifest> objects) {
        return objects.stream().map(KustomizingTest::id).toList();
    }

    private static String id(Manifest object) {
        return object.kind() + " " + object.namespace() + "/" + object.name();
    }
}
