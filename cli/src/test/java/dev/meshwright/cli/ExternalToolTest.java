package dev.meshwright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExternalToolTest {
    private static ExternalTool.Run shell(String script) {
        var shell = Path.of("/bin/sh");
        assumeTrue(Files.isExecutable(shell), "skipped: no shell");
        return new ExternalTool("sh", shell).run(List.of("-c", script));
    }

    @Test
    void whatItPrintsIsTheResultHoweverMuchItWarns() {
        assertThat(shell("echo '# Warning' >&2; echo 'kind: X'")).isEqualTo(new ExternalTool.Run("kind: X\n", ""));
    }

    @Test
    void aFailureSaysWhyInOneLine() {
        assertThat(shell("echo '# Warning' >&2; echo 'Error: no such chart' >&2; exit 3")
                        .error())
                .isEqualTo("Error: no such chart");
        assertThat(shell("exit 1").error()).isEqualTo("it does not say why");
    }

    @Test
    void muchOutputOnBothSidesDoesNotBlock() {
        assertThat(shell("i=0; while [ $i -lt 20000 ]; do echo 0123456789; echo 0123456789 >&2; i=$((i+1)); done")
                        .output())
                .hasSize(20_000 * 11);
    }

    @Test
    void aProgramThatIsNotThereIsNotInstalled() {
        assertThat(ExternalTool.installed("no-such-program-here")).isEmpty();
    }
}
