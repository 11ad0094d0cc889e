package dev.meshwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostureTest {
    @TempDir
    private Path folder = Path.of("");

    private Path mesh = Path.of("");

    @BeforeEach
    void writeMesh() throws Exception {
        mesh = Typed.small(folder);
    }

    private Typed posture(String... more) {
        var words = new ArrayList<Object>(List.of("posture", "--intent", mesh, "--proxy"));
        words.addAll(List.of(more));
        return Typed.command(words.toArray());
    }

    private Path proxy(String file, String text) throws Exception {
        var proxy = Files.createDirectories(folder.resolve("proxy"));
        Files.writeString(proxy.resolve("facts.json"), """
                {"workload": "cart", "namespace": "shop", "capturedAt": "2026-11-21T14:12:58Z"}""");
        Files.writeString(proxy.resolve(file), text);
        return proxy;
    }

    @Test
    void withoutADumpItIsUnknown() throws Exception {
        var typed = posture(proxy("stats.json", "{}").toString());

        assertThat(typed.exitCode()).isEqualTo(4);
        assertThat(typed.out()).startsWith("cart.shop: unknown").contains("config_dump.json is missing");
    }

    @Test
    void whatNothingExplainsIsUnsafe() throws Exception {
        var typed = posture(proxy("config_dump.json", """
                        {"configs": [{"@type": "x.ClustersConfigDump",
                          "dynamic_active_clusters": [{"cluster": {"name": "upload"}}]}]}""").toString(), "--format", "markdown");

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out()).contains("| error | MW9013 | cluster/upload |");
    }

    @Test
    void whatCannotBeReadEndsWithTwo() throws Exception {
        assertThat(posture(folder.resolve("none").toString()).exitCode()).isEqualTo(2);
        assertThat(posture(proxy("config_dump.json", "{").toString()).err()).contains("cannot be read as JSON");
    }

    @Test
    void itsCodesAreExplained() {
        assertThat(Typed.command("explain", "mw9019").out()).startsWith("MW9019 Endpoint (critical, posture)");
    }
}
