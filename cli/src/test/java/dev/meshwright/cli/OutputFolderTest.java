package dev.meshwright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.MeshwrightException;
import dev.meshwright.generate.GeneratedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
    @TempDir
    private Path folder;

    @Test
    void whatNobodyTouchedIsWrittenAnew() {
        assertThat(write(false, "a/one.yaml", "old")).isEqualTo(outcome(1, List.of(), List.of()));
        assertThat(write(false, "a/one.yaml", "new")).isEqualTo(outcome(1, List.of(), List.of()));

        assertThat(folder.resolve("a/one.yaml")).hasContent("new");
    }

    @Test
    void aFileChangedByAPersonIsKeptAndNamed() throws Exception {
        write(false, "a/one.yaml", "old");
        write(false, "b/two.yaml", "old");
        Files.writeString(folder.resolve("a/one.yaml"), "mine");

        var outcome = new OutputFolder(folder)
                .write(List.of(new GeneratedFile("a/one.yaml", "new"), new GeneratedFile("b/two.yaml", "new")), false);

        assertThat(outcome).isEqualTo(outcome(1, List.of("a/one.yaml"), List.of()));
        assertThat(folder.resolve("a/one.yaml")).hasContent("mine");
        assertThat(folder.resolve("b/two.yaml")).hasContent("new");
    }

    @Test
    void aKeptFileIsKeptTheNextTimeToo() throws Exception {
        write(false, "one.yaml", "old");
        Files.writeString(folder.resolve("one.yaml"), "mine");
        write(false, "one.yaml", "new");

        assertThat(write(false, "one.yaml", "newer").kept()).containsExactly("one.yaml");
        assertThat(folder.resolve("one.yaml")).hasContent("mine");
    }

    @Test
    void forceOverwritesWhatAPersonChanged() throws Exception {
        write(false, "one.yaml", "old");
        Files.writeString(folder.resolve("one.yaml"), "mine");

        assertThat(write(true, "one.yaml", "new")).isEqualTo(outcome(1, List.of(), List.of()));
        assertThat(folder.resolve("one.yaml")).hasContent("new");
        assertThat(write(false, "one.yaml", "newer").kept()).isEmpty();
    }

    @Test
    void aFileThatSomebodyElsePutThereIsNotOverwritten() throws Exception {
        Files.writeString(folder.resolve("kustomization.yaml"), "theirs");

        assertThat(write(false, "kustomization.yaml", "ours").kept()).containsExactly("kustomization.yaml");
        assertThat(folder.resolve("kustomization.yaml")).hasContent("theirs");
    }

    @Test
    void whatIsNoLongerMadeIsNamedAndLeftUntilItIsGone() throws Exception {
        write(false, "old.yaml", "text");

        assertThat(write(false, "new.yaml", "text").stale()).containsExactly("old.yaml");
        assertThat(folder.resolve("old.yaml")).hasContent("text");
        assertThat(write(false, "new.yaml", "text").stale()).containsExactly("old.yaml");

        Files.delete(folder.resolve("old.yaml"));
        assertThat(write(false, "new.yaml", "text").stale()).isEmpty();
    }

    @Test
    void aDeletedFileComesBack() throws Exception {
        write(false, "one.yaml", "text");
        Files.delete(folder.resolve("one.yaml"));

        assertThat(write(false, "one.yaml", "text").kept()).isEmpty();
        assertThat(folder.resolve("one.yaml")).hasContent("text");
    }

    @Test
    void onlyScriptsCanBeRun() {
        var script = new GeneratedFile("go.sh", "#!/bin/sh\n", true);
        new OutputFolder(folder).write(List.of(script, new GeneratedFile("one.yaml", "a: 1\n")), false);

        assertThat(Files.isExecutable(folder.resolve("go.sh"))).isTrue();
        assertThat(Files.isExecutable(folder.resolve("one.yaml"))).isFalse();
    }

    @Test
    void aFileIsNoFolder() throws Exception {
        var file = Files.writeString(folder.resolve("taken"), "text");

        assertThatThrownBy(() -> new OutputFolder(file).write(List.of(new GeneratedFile("a", "b")), true))
                .isInstanceOf(MeshwrightException.class)
                .hasMessageContaining("is not a folder");
        assertThat(file).hasContent("text");
    }

    @Test
    void whatIsWrittenHasNoTraceOfWhereAndWhen() throws Exception {
        Stream.of("a", "b")
                .forEach(name -> new OutputFolder(folder.resolve(name))
                        .write(
                                List.of(new GeneratedFile("x/one.yaml", "1"), new GeneratedFile("two.yaml", "2")),
                                false));

        assertThat(Typed.files(folder.resolve("a")))
                .isEqualTo(Typed.files(folder.resolve("b")))
                .containsOnlyKeys(".meshwright", "two.yaml", "x/one.yaml");
    }

    private OutputFolder.Outcome write(boolean force, String path, String text) {
        return new OutputFolder(folder).write(List.of(new GeneratedFile(path, text)), force);
    }

    private static OutputFolder.Outcome outcome(int written, List<String> kept, List<String> stale) {
        return new OutputFolder.Outcome(written, kept, stale);
    }
}
