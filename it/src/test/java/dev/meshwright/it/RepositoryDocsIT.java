package dev.meshwright.it;

import static dev.meshwright.it.Processes.CHECKOUT;
import static dev.meshwright.it.Processes.meshwright;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of `docs/repository.md`, from the key ceremony to the recoveries, run as they stand there.
@Tag("cluster") // slow: with `-Pe2e` only
class RepositoryDocsIT {
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyCommandOfTheDocumentationWorks(@TempDir Path folder) throws Exception {
        var text = Files.readString(CHECKOUT.resolve("docs/repository.md"));
        var commands =
                BLOCK.matcher(text).results().map(block -> block.group(1)).toList();
        assertThat(commands).hasSizeGreaterThan(10);
        var program = meshwright().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        // Nobody is there to type passwords.
        var script = """
                meshwright() {
                  case "$2" in
                    key|publish) set -- "$@" --password-file password ;;
                    refresh|sign) case " $* " in *" --key "*) set -- "$@" --password-file password ;; esac ;;
                  esac
                  %s "$@"
                }
                set -e
                echo 'not a secret' > password
                %s
                """.formatted(program, String.join("\n", commands));

        var ended = Processes.run(List.of("sh", "-c", script), folder, Map.of(), "");
        assertThat(ended.status()).as(ended.printed()).isZero();
        assertThat(ended.printed()).contains("Verified    1 targets").doesNotContain("meshwright: ");
    }
}
