package dev.meshwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeshFilesTest {
    @TempDir
    private Path folder;

    @Test
    void theNetworksOfAFileAreChecked() throws IOException {
        var networks = file("networks.yaml", "networks: {east: {endpoints: [{fromRegistry: eats}]}}\n");

        var typed = Typed.command("check", Typed.small(folder), "--mesh-networks", networks, "--only", "IST0126");

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out())
                .contains("networks.yaml:1:")
                .contains("network east")
                .contains("`eats`");
    }

    @Test
    void theMeshConfigOfAFileCountsInsteadOfTheConfigMaps() throws IOException {
        var manifests = file("telemetry.yaml", """
                apiVersion: telemetry.istio.io/v1
                kind: Telemetry
                metadata: {name: logs, namespace: shop}
                spec: {accessLogging: [{match: {mode: SERVER}}]}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: istio, namespace: istio-system}
                data: {mesh: "enableTracing: true"}
                """);
        var config = file("mesh.yaml", "defaultProviders: {accessLogging: [envoy]}\n");

        assertThat(Typed.command("check", manifests, "--only", "IST0157").out()).contains("IST0157");
        assertThat(Typed.command("check", manifests, "--only", "IST0157", "--mesh-config", config)
                        .out())
                .doesNotContain("IST0157");
    }

    @Test
    void aFileThatIsNoMeshConfigIsRefused() throws IOException {
        var manifests = Typed.small(folder);
        var configMap = file("map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio}\n");
        var broken = file("broken.yaml", "a: [\n");

        assertThat(Typed.command("check", manifests, "--mesh-config", configMap))
                .satisfies(typed -> assertThat(typed.exitCode()).isEqualTo(2))
                .satisfies(typed -> assertThat(typed.err()).contains("among the manifests"));
        assertThat(Typed.command("check", manifests, "--mesh-config", broken).exitCode())
                .isEqualTo(2);
        assertThat(Typed.command("check", manifests, "--mesh-networks", folder.resolve("none.yaml"))
                        .err())
                .contains("does not exist");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
