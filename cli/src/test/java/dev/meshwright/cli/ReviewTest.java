package dev.meshwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

class ReviewTest {
    private static final String MESH_WIDE = """
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default, namespace: istio-system}
            spec: {mtls: {mode: %s}}
            """;

    @TempDir
    private Path folder = Path.of("");

    private Path k8s = Path.of("");

    @BeforeEach
    void write() throws Exception {
        k8s = Typed.small(folder);
    }

    @ParameterizedTest
    @EnumSource(Review.Format.class)
    void aReviewIsTheSameTwiceAndAlone(Review.Format format) {
        var typed = Typed.command("review", k8s, "--format", format);

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.err()).isEmpty();
        assertThat(typed.out()).contains("shop/web").endsWith("\n").doesNotContain("\033");
        assertThat(Typed.command("review", k8s, "--format", format)).isEqualTo(typed);
    }

    @Test
    void yamlAndJsonSayTheSame() {
        var yaml = Typed.command("review", k8s, "--format", "yaml").out();
        var json = Typed.command("review", k8s, "--format", "json").out();

        assertThat(new Load(LoadSettings.builder().build()).loadFromString(yaml))
                .isEqualTo(JsonMapper.shared().readValue(json, Map.class));
    }

    @Test
    void whatIsAtTheLevelEndsWithOne() throws Exception {
        Files.writeString(k8s.resolve("peers.yaml"), MESH_WIDE.formatted("PERMISSIVE"));

        assertThat(Typed.command("review", k8s).exitCode()).isEqualTo(1);
        assertThat(Typed.command("review", k8s, "--scope", "ns/shop", "--format", "json")
                        .out())
                .contains("\"scope\" : \"ns/shop\"", "MW2102");
    }

    @Test
    void ofAChangeOnlyWhatIsNewCounts() throws Exception {
        Files.writeString(k8s.resolve("peers.yaml"), MESH_WIDE.formatted("PERMISSIVE"));
        var changed = Files.createDirectories(folder.resolve("changed"));
        Files.writeString(changed.resolve("all.yaml"), Typed.SMALL);
        Files.writeString(changed.resolve("peers.yaml"), MESH_WIDE.formatted("STRICT"));

        assertThat(Typed.command("review", k8s, "--diff", k8s).exitCode()).isZero();
        var typed = Typed.command("review", changed, "--diff", k8s);
        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out())
                .startsWith("Review of a change to the mesh")
                .contains("critical  changed  PeerAuthentication istio-system/default: spec.mtls.mode: PERMISSIVE →");
    }

    @Test
    void anUnknownScopeEndsWithTwo() {
        var typed = Typed.command("review", k8s, "--scope", "workload/shop/wep");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err())
                .isEqualTo("meshwright: no workload of the input is in workload/shop/wep. Did you mean"
                        + " workload/shop/web?\n");
        assertThat(Typed.command("review", k8s, "--scope", "shop").err())
                .startsWith("meshwright: --scope shop is no scope. Write mesh, ns/NAME");
    }
}
