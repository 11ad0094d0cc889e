package dev.meshwright.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshwright.MeshwrightException;
import dev.meshwright.generate.GeneratedFile;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.trust.bundle.WorkloadClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `-Dgolden=write` rewrites the golden files.
class WiringTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/meshwright/cli/bundle/wiring");
    private static final String IMAGE = "registry.example.com/agent@sha256:" + "0".repeat(64);
    private static final String URL = "https://config.example.com/";
    private static final String PIN = "1".repeat(64);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"url, kustomization.yaml", "url, trust.yaml", "url, gate.yaml", "url, verifier.yaml", "claim, gate.yaml"
    })
    void wiringIsTheGoldenOne(String which, String path) throws IOException {
        var text = (which.equals("url") ? url() : claim())
                .files().stream()
                        .filter(file -> file.path().equals(path))
                        .map(GeneratedFile::text)
                        .findFirst()
                        .orElse("not generated");
        var golden = GOLDEN.resolve(which).resolve(path);
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    @Test
    void everyFileIsManifestsOfKubernetes() {
        for (var file : url().files()) {
            if (!file.path().equals("kustomization.yaml")) {
                assertThat(ManifestReader.parse(file.path(), file.text()).problems())
                        .isEmpty();
            }
        }
    }

    /// What the API server gets, by kubectl's own kustomize.
    @Test
    void gateStandsBeforeTheContainersOfTheWorkload() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("gate"));
        for (var file : url().files()) {
            Files.writeString(folder.resolve("gate").resolve(file.path()), file.text());
        }
        Files.writeString(folder.resolve("cart.yaml"), """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: cart, namespace: shop}
                spec:
                  selector: {matchLabels: {app: cart}}
                  template:
                    metadata: {labels: {app: cart}}
                    spec:
                      initContainers: [{name: migrate, image: migrate:1}]
                      containers: [{name: cart, image: cart:1}]
                """);
        Files.writeString(folder.resolve("kustomization.yaml"), "resources: [cart.yaml]\ncomponents: [gate]\n");
        var kubectl = kubectl();
        var out = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kubectl.waitFor()).as(out).isZero();

        var built = ManifestReader.parse("built.yaml", out);
        assertThat(built.objects())
                .extracting(Manifest::kind)
                .containsExactlyInAnyOrder("ConfigMap", "Deployment", "Role", "RoleBinding");
        var deployment = built.ofKind("apps", "Deployment").findFirst().orElseThrow();
        var spec = deployment.root().at("spec", "template", "spec").orElseThrow();
        assertThat(spec.items("initContainers"))
                .extracting(container -> container.text("name").orElse(""))
                .containsExactly("meshwright-gate", "migrate");
        assertThat(spec.items("containers")).hasSize(1);
    }

    private Process kubectl() throws InterruptedException {
        try {
            return new ProcessBuilder("kubectl", "kustomize", folder.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "kubectl is not installed: not built with its kustomize");
            throw new InterruptedException();
        }
    }

    @Test
    void whatIsNotPinnedIsRefused() {
        refused("agent:latest", URL, List.of(PIN), "is not named by its digest");
        refused(IMAGE, URL, List.of(), "needs the key of its server");
        refused(IMAGE, "http://config.example.com/", List.of(PIN), "neither a URL with https nor");
    }

    private static void refused(String image, String repository, List<String> pins, String reason) {
        assertThatThrownBy(() -> new Wiring(
                        WorkloadClass.parse("shop/cart"),
                        "Deployment",
                        image,
                        repository,
                        pins,
                        "{}",
                        7,
                        null,
                        false,
                        null))
                .isInstanceOf(MeshwrightException.class)
                .hasMessageContaining(reason);
    }

    private static Wiring url() {
        return new Wiring(
                WorkloadClass.parse("shop/cart"),
                "Deployment",
                IMAGE,
                URL,
                List.of(PIN),
                "{\n \"signed\": {}\n}\n",
                7,
                null,
                false,
                "meshwright/verifier");
    }

    private static Wiring claim() {
        return new Wiring(
                WorkloadClass.parse("shop/cart"),
                "StatefulSet",
                IMAGE,
                "config",
                List.of(),
                "{}",
                7,
                "/var/lib/meshwright",
                true,
                null);
    }
}
