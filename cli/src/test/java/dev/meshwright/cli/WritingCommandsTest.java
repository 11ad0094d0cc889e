package dev.meshwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands that write files: `init`, `generate`, `plan`, `onboard`.
class WritingCommandsTest {
    @TempDir
    private Path folder;

    private Path k8s = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void write() throws Exception {
        k8s = Typed.small(folder);
        out = folder.resolve("out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate", "plan", "onboard"})
    void sameInputGivesTheSameBytesInAnyFolderAndNamesNone(String command) throws Exception {
        var elsewhere = folder.resolve("else/where");
        var typed = Typed.command(command, k8s, "-o", out);

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.err()).isEmpty();
        assertThat(Typed.command(command, k8s, "-o", elsewhere).exitCode()).isZero();
        assertThat(Typed.files(elsewhere)).isEqualTo(Typed.files(out)).containsKey("cart/virtual-service.yaml");
        assertThat(Typed.files(out))
                .allSatisfy((name, text) -> assertThat(text).as(name).doesNotContain(out.toString()));
        assertThat(Typed.command(command, k8s, "-o", out)).as("again").isEqualTo(typed);
    }

    /// Files that are applied say nothing about the machine, even where the input was named with its full path.
    @Test
    void whatIsAppliedNamesNoPathOfTheMachine() throws Exception {
        Typed.command("onboard", k8s.toAbsolutePath(), "-o", out);

        assertThat(Typed.files(out)).allSatisfy((name, text) -> {
            if (name.endsWith(".yaml") || name.endsWith(".sh") || name.endsWith(".txt")) {
                assertThat(text).as(name).doesNotContain(folder.toString());
            }
        });
    }

    @Test
    void generateKeepsAndNamesWhatAPersonChanged() throws Exception {
        Typed.command("generate", k8s, "-o", out);
        var changed = out.resolve("cart/virtual-service.yaml");
        var generated = Files.readString(changed);
        Files.writeString(changed, generated + "# mine\n");

        var again = Typed.command("generate", k8s, "-o", out);
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("kept      cart/virtual-service.yaml: somebody changed it");
        assertThat(changed).hasContent(generated + "# mine\n");

        assertThat(Typed.command("generate", k8s, "-o", out, "--force").out()).doesNotContain("kept ");
        assertThat(changed).hasContent(generated);
    }

    @Test
    void onboardNamesWhatItKept() throws Exception {
        Typed.command("onboard", k8s, "-o", out);
        Files.writeString(out.resolve("cart/virtual-service.yaml"), "mine");

        assertThat(Typed.command("onboard", k8s, "-o", out).out())
                .contains("1 file left alone, because somebody changed them: cart/virtual-service.yaml");
    }

    @Test
    void withoutAuthorizationThereIsNoPolicy() throws Exception {
        Typed.command("generate", k8s, "-o", out, "--without-authorization");

        assertThat(Typed.files(out).keySet())
                .contains("cart/peer-authentication.yaml")
                .noneMatch(name -> name.contains("authorization-policy"));
    }

    @Test
    void onboardOfOneServiceWritesItAloneAndTheNextAddsTo() throws Exception {
        Typed.command("onboard", k8s, "-o", out, "--service", "cart");
        assertThat(out.resolve("cart/virtual-service.yaml")).exists();
        assertThat(out.resolve("web")).doesNotExist();

        assertThat(Typed.command("onboard", k8s, "-o", out, "--service", "shop/web")
                        .exitCode())
                .isZero();
        assertThat(out.resolve("cart/virtual-service.yaml")).exists();
        assertThat(out.resolve("web/virtual-service.yaml")).exists();
        assertThat(Files.readString(out.resolve("kustomization.yaml"))).contains("cart", "web");
    }

    @Test
    void onboardOfAnUnknownServiceChangesNothing() {
        var typed = Typed.command("onboard", k8s, "-o", out, "--service", "nobody");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains("nobody", "nothing was changed").hasLineCount(1);
        assertThat(out).doesNotExist();
    }

    @Test
    void initWritesAnIntentFileThatIsThenRead() throws Exception {
        assertThat(Typed.command("init", k8s).exitCode()).isZero();
        assertThat(k8s.resolve("meshwright.yaml")).content().contains("shop/web", "shop/cart");

        var checked = Typed.command("check", k8s, "--format", "json");
        assertThat(checked.exitCode()).isZero();
        assertThat(checked.out()).doesNotContain("meshwright.yaml");
        assertThat(Typed.command("onboard", k8s, "-o", out).exitCode()).isZero();
        assertThat(out.resolve("meshwright.yaml")).doesNotExist();
    }

    @Test
    void initRefusesToOverwriteUnlessForced() throws Exception {
        var intent = Files.writeString(k8s.resolve("meshwright.yaml"), "# mine\n");

        var typed = Typed.command("init", k8s);
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err())
                .contains("is there already", "nothing was changed")
                .hasLineCount(1);
        assertThat(intent).hasContent("# mine");
        assertThat(Typed.files(k8s)).hasSize(2);

        assertThat(Typed.command("init", k8s, "--force").exitCode()).isZero();
        assertThat(intent).content().contains("shop/web");
    }

    @Test
    void initWritesWhereItIsTold() throws Exception {
        var file = folder.resolve("intent/mine.yaml");

        assertThat(Typed.withInput(Typed.SMALL, "init", "-", "-o", file).exitCode())
                .isZero();
        assertThat(file).content().contains("shop/cart");
    }

    @Test
    void aWrongIntentFileIsAFindingOfCheckAndOfOnboard() throws Exception {
        Files.writeString(k8s.resolve("meshwright.yaml"), "services: {shop/nobody: {idempotent: perhaps}}\n");

        assertThat(Typed.command("check", k8s).exitCode()).isEqualTo(1);
        assertThat(Typed.command("onboard", k8s, "-o", out).exitCode()).isEqualTo(1);
    }
}
