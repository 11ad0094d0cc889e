package dev.meshwright.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every topology.
class GenerationLawsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void generationIsDeterministicToTheByte(long seed) {
        assertThat(generate(seed)).isEqualTo(generate(seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void everyFileIsReadableAndNoObjectStandsTwice(long seed) {
        var seen = new HashSet<String>();
        for (var file : generate(seed).files()) {
            // A Kustomization is no object of the cluster, so it has no name.
            if (!file.path().endsWith("kustomization.yaml")) {
                var read = ManifestReader.parse(file.path(), file.text());
                assertThat(read.problems()).isEmpty();
                assertThat(read.objects()).isNotEmpty();
                read.objects()
                        .forEach(object -> assertThat(seen.add(object.kind() + " " + object.id()))
                                .as(object.kind() + " " + object.id())
                                .isTrue());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    void theFirstStageRefusesNothingAndTheLastIsWhatTheFilesHold(long seed) {
        var last = objects(generate(seed));
        assertThat(Stages.at(Stage.ENFORCE, last)).isEqualTo(last);
        var first = Stages.at(Stage.OBSERVE, last);
        assertThat(first.objects()).hasSameSizeAs(last.objects());
        assertThat(kind(first, "PeerAuthentication"))
                .isNotEmpty()
                .allSatisfy(object ->
                        assertThat(object.root().text("spec", "mtls", "mode")).hasValue("PERMISSIVE"));
        assertThat(kind(first, "AuthorizationPolicy"))
                .isNotEmpty()
                .allSatisfy(object -> assertThat(object.annotations()).containsEntry("istio.io/dry-run", "true"));
        assertThat(kind(first, "VirtualService")).isEqualTo(kind(last, "VirtualService"));
    }

    private static List<Manifest> kind(Manifests manifests, String kind) {
        return manifests.objects().stream()
                .filter(object -> object.kind().equals(kind))
                .toList();
    }

    private static Manifests objects(Generation generation) {
        var all = Manifests.empty();
        for (var file : generation.files()) {
            if (!file.path().endsWith("kustomization.yaml")) {
                all = all.and(ManifestReader.parse(file.path(), file.text()));
            }
        }
        return all;
    }

    private static Generation generate(long seed) {
        var random = new Random(seed);
        var mesh = new TestMesh();
        int size = 5 + random.nextInt(20);
        var protocols = List.of(Protocol.HTTP, Protocol.GRPC, Protocol.REDIS, Protocol.TCP);
        var types = List.of(Service.Type.values());
        var confidences = List.of(Edge.Confidence.values());
        for (int i = 0; i < size; i++) {
            mesh.service(
                    id(i),
                    random.nextInt(3) > 0 ? Service.Type.CLUSTER_IP : types.get(random.nextInt(types.size())),
                    TestMesh.port(80, 8080, protocols.get(random.nextInt(protocols.size()))));
        }
        for (int i = 0; i < size * 2; i++) {
            var confidence = confidences.get(random.nextInt(confidences.size()));
            var from = random.nextInt(10) == 0 ? Edge.INGRESS : id(random.nextInt(size));
            mesh.call(from, id(random.nextInt(size)), random.nextBoolean() ? 80 : 0, confidence, "");
        }
        mesh.leaves(id(0), "api.example.com", 443, Protocol.HTTP).leaves(id(1), "api.example.com", 80, Protocol.HTTP);
        return Generator.generate(mesh.topology(), Intent.defaults(), Manifests.empty());
    }

    private static String id(int number) {
        return "team-" + number % 3 + "/svc-" + number / 2;
    }
}
