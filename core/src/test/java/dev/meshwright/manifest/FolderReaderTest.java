package dev.meshwright.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.MeshwrightException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderReaderTest {
    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String pod(String name) {
        return "apiVersion: v1\nkind: Pod\nmetadata: {name: " + name + "}\n";
    }

    private Manifests read(String... names) {
        return ManifestReader.read(
                names.length == 0
                        ? List.of(folder)
                        : List.of(names).stream().map(folder::resolve).toList());
    }

    private static List<String> names(Manifests manifests) {
        return manifests.objects().stream().map(Manifest::name).toList();
    }

    @Test
    void foldersAreReadSortedAndDeep() throws IOException {
        write("b.yaml", pod("b"));
        write("a/z.yml", pod("z"));
        write("a/y.json", "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"y\"}}");
        var manifests = read();
        assertThat(names(manifests)).containsExactly("y", "z", "b");
        assertThat(manifests.objects().getFirst().where().file())
                .isEqualTo(folder.toString().replace('\\', '/') + "/a/y.json");
        assertThat(manifests.skippedFiles()).isZero();
    }

    @Test
    void foldersWithAnIgnoreFileAreSkippedUnlessAskedFor() throws IOException {
        write("a.yaml", pod("a"));
        write("saved/.meshwright-ignore", "");
        write("saved/b.yaml", pod("b"));
        write("saved/deep/c.yaml", pod("c"));

        assertThat(names(read())).containsExactly("a");
        assertThat(read().skippedFiles()).isEqualTo(3);
        assertThat(names(read("saved"))).containsExactly("b", "c");
    }

    @Test
    void namesAreAsTheUserTypesThem() {
        var given = Path.of("src/test/resources/dev/meshwright/manifest/k8s");
        assertThat(ManifestReader.read(List.of(given))
                        .objects()
                        .getFirst()
                        .where()
                        .file())
                .isEqualTo("src/test/resources/dev/meshwright/manifest/k8s/orders.yaml");
        assertThat(ManifestReader.read(List.of(Path.of("./").resolve(given)))
                        .objects()
                        .getFirst()
                        .where()
                        .file())
                .isEqualTo("src/test/resources/dev/meshwright/manifest/k8s/orders.yaml");
    }

    @Test
    void hiddenAndOtherFilesAreSkippedAndCounted() throws IOException {
        write("a.yaml", pod("a"));
        write(".hidden.yaml", pod("h"));
        write(".git/config.yaml", pod("g"));
        write("README.md", "# a");
        write("meshwright.yaml", "services: {}\n");
        assertThat(names(read())).containsExactly("a");
        assertThat(read().skippedFiles()).isEqualTo(3);
        assertThat(read().problems()).isEmpty();
    }

    @Test
    void filesWithoutAnyKubernetesObjectAreSkippedWhenFoundButNotWhenGiven() throws IOException {
        write("a.yaml", pod("a"));
        write("docker-compose.yaml", "services:\n  web: {image: x}\n");
        write("package.json", "{\"name\": \"x\"}");
        write("tsconfig.json", "// comment\n{\"a\": 1,}");
        write("list.yaml", "[a, b]");
        write("empty.yaml", "");
        assertThat(read().problems()).isEmpty();
        assertThat(read().skippedFiles()).isEqualTo(5);
        assertThat(read("package.json").problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("neither apiVersion nor kind");
        assertThat(read("package.json").skippedFiles()).isZero();
    }

    @Test
    void aDocumentThatIsNoObjectBesideObjectsIsAProblem() throws IOException {
        write("a.yaml", pod("a") + "---\na: b\n");
        assertThat(names(read())).containsExactly("a");
        assertThat(read().problems()).hasSize(1);
    }

    @Test
    void brokenManifestsAreToldWhenFound() throws IOException {
        write("a.yaml", "apiVersion: v1\nkind: Pod\n\tmetadata: {}\n");
        assertThat(read().problems()).hasSize(1);
    }

    @Test
    void aGivenFileIsReadWhateverItsNameAndOnlyOnce() throws IOException {
        write("objects.txt", pod("t"));
        write("a.yaml", pod("a"));
        assertThat(names(read("objects.txt", ".", "a.yaml"))).containsExactly("t", "a");
    }

    @Test
    void standardInputIsAPath() {
        var input = new ByteArrayInputStream(pod("a").getBytes(StandardCharsets.UTF_8));
        var manifests = ManifestReader.read(List.of(Path.of("-")), input);
        assertThat(manifests.objects().getFirst().where()).hasToString("-:1:1");
        assertThat(ManifestReader.read(List.of(Path.of("-")), input).problems())
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("standard input is empty");
    }

    @Test
    void aGivenFileWithoutAnyObjectIsTold() throws IOException {
        write("empty.yaml", "");
        write("comment.yaml", "# nothing\n---\n");
        assertThat(read("empty.yaml", "comment.yaml").problems())
                .extracting(Problem::message)
                .containsExactly("is empty", "holds no object");
    }

    @Test
    void aPathThatDoesNotExistIsTheUsersToFix() {
        assertThatThrownBy(() -> read("nowhere"))
                .isInstanceOf(MeshwrightException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void linksDoNotLoopAndNothingIsReadTwice() throws IOException {
        write("a/a.yaml", pod("a"));
        write("..data/m.yaml", pod("m"));
        Files.createSymbolicLink(folder.resolve("a/loop"), folder);
        Files.createSymbolicLink(folder.resolve("again"), folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("m.yaml"), Path.of("..data/m.yaml"));
        assertThat(names(read())).containsExactly("a", "m");
    }

    @Test
    void aLinkToNowhereIsTold() throws IOException {
        Files.createSymbolicLink(folder.resolve("a.yaml"), folder.resolve("gone.yaml"));
        assertThat(read().problems())
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("cannot be read");
    }

    @Test
    void bytesThatAreNotUtf8AreToldAndTheRestIsRead() throws IOException {
        var text = (pod("a") + "x: é?\n").getBytes(StandardCharsets.UTF_8);
        text[text.length - 2] = (byte) 0xE9;
        Files.write(folder.resolve("a.yaml"), text);
        assertThat(names(read())).containsExactly("a");
        assertThat(read().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where().line()).isEqualTo(4);
            assertThat(problem.where().column()).isEqualTo(5);
            assertThat(problem.message()).contains("not UTF-8", "0xE9", "position " + (text.length - 2));
        });
    }

    @Test
    void binaryAndUtf16FilesAreToldNotRead() throws IOException {
        Files.write(folder.resolve("a.yaml"), new byte[] {'a', '\n', 0, 1});
        Files.write(folder.resolve("b.yaml"), pod("b").getBytes(StandardCharsets.UTF_16));
        assertThat(read().problems())
                .extracting(Problem::message)
                .satisfiesExactly(
                        message -> assertThat(message).contains("NUL byte at position 2"),
                        message -> assertThat(message).contains("UTF-16"));
        assertThat(read().problems().getFirst().where().line()).isEqualTo(2);
    }

    @Test
    void filesThatAreTooLargeAreToldNotRead() throws IOException {
        try (var file = new RandomAccessFile(folder.resolve("a.yaml").toFile(), "rw")) {
            file.setLength(FileText.MAX_BYTES + 1L);
        }
        assertThat(read().problems())
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("larger than 100 MB, not read");
    }

    @Test
    void manyFilesGiveTheSameResultEveryTime() throws IOException {
        for (int i = 0; i < 300; i++) {
            write("d" + i % 7 + "/f" + i + ".yaml", pod("p" + i) + (i % 3 == 0 ? "---\n: [\n" : ""));
        }
        var first = read();
        assertThat(first.objects()).hasSize(300);
        IntStream.range(0, 3).forEach(_ -> assertThat(read()).isEqualTo(first));
    }
}
