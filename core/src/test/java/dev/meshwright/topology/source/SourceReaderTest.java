package dev.meshwright.topology.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.MeshwrightException;
import dev.meshwright.manifest.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceReaderTest {
    private static final String CALL = "x = 'http://orders:80'\n";

    @TempDir
    private Path folder;

    private void file(String name, String text) throws IOException {
        file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void file(String name, byte[] bytes) throws IOException {
        var path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
    }

    private List<String> read() {
        return SourceReader.read(List.of(folder)).files().stream()
                .map(file -> folder.relativize(Path.of(file.path())).toString().replace('\\', '/'))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test/a.py",
                "tests/a.py",
                "src/test/a.js",
                "a/__tests__/b.js",
                "Orders.Tests/a.cs",
                "Orders.UnitTests/a.cs",
                "OrdersTests/a.cs",
                "integration-tests/a.go",
                "e2e/a.ts",
                "spec/a.rb",
                "testdata/a.go",
                "mocks/a.go",
                "a_test.go",
                "test_a.py",
                "a_test.py",
                "conftest.py",
                "a.spec.ts",
                "a.test.jsx",
                "a.stories.tsx",
                "ATest.java",
                "AIT.java",
                "ATests.cs",
                "a_spec.rb",
                "node_modules/a/b.js",
                "vendor/a/b.go",
                "target/a.java",
                "dist/a.js",
                "out/a.js",
                ".git/a.py",
                ".hidden/a.py",
                "docs/a.py",
                "examples/a.py",
                "generated/a.ts",
                "a.pb.go",
                "a_pb2.py",
                "a_pb2_grpc.py",
                "a.min.js",
                "a.d.ts",
                "a.g.cs",
                "public/a.js",
                "static/a.js",
                "wwwroot/a.js",
                "vite.config.ts",
                "webpack.prod.config.js",
                "setupProxy.js",
                "a.css",
                "a.md",
                "a.txt"
            })
    void passesOver(String name) throws IOException {
        file(name, CALL);

        assertThat(read()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.py", "src/main/java/A.java", "a.go", "latest/a.go", "contests/a.py", "Attest.java", "protest.py",
                        "a.kt",
                "build/a.go", "bin/www.js", "public/index.php", "lib/a.rb", "config.ru", "a.mjs", "a.tsx", "pages/a.jsx"
            })
    void reads(String name) throws IOException {
        file(name, (name.endsWith("php") ? "<?php $" : "") + CALL.replace('\'', '"'));

        assertThat(read()).containsExactly(name);
    }

    @Test
    void whatToolsBuiltIsPassedOverBesideTheirFiles() throws IOException {
        file("build.gradle", "");
        file("build/a.java", CALL);
        file("b/a.csproj", "");
        file("b/bin/a.cs", CALL);

        assertThat(read()).isEmpty();
    }

    @Test
    void codeForBrowsersIsPassedOver() throws IOException {
        file("ui/package.json", "{\"dependencies\": {\"react-dom\": \"18\"}}");
        file("ui/src/a.ts", CALL);
        file("ui/.env", "URL=http://orders");
        file("web/package.json", "{\"dependencies\": {\"react-dom\": \"18\", \"express\": \"4\"}}");
        file("web/server.js", CALL);

        assertThat(read()).containsExactly("web/server.js");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application.yml",
                "src/main/resources/application-prod.properties",
                "bootstrap.yaml",
                "appsettings.json",
                "appsettings.Production.json",
                ".env",
                ".env.production",
                "config/default.json",
                "conf/a.toml",
                "config.yaml",
                "nginx.conf",
                "nginx/default.conf.template",
                "settings.ini",
                "app_config.yml"
            })
    void readsSettings(String name) throws IOException {
        file(name, "a: http://orders");

        assertThat(read()).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application-test.yml",
                ".env.example",
                ".env.test",
                "config.sample.json",
                "package.json",
                "tsconfig.json",
                "docker-compose.yml",
                "config/schema.json",
                "openapi.yaml",
                "values.yaml",
                "package-lock.json"
            })
    void passesOverSettingsOfNobody(String name) throws IOException {
        file(name, "{\"a\": \"http://orders\"}");

        assertThat(read()).isEmpty();
    }

    @Test
    void manifestsAmongSettingsAreNoSettings() throws IOException {
        file("config/a.yaml", "apiVersion: v1\nkind: ConfigMap\ndata: {a: 'http://orders'}\n");

        assertThat(read()).isEmpty();
    }

    @Test
    void binaryAndBrokenFilesAreRead_AsFarAsTheyAreText() throws IOException {
        file("a.py", new byte[] {'x', 0, 'y'});
        file("b.py", "x = 'http://orders:80' # \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        file("c.py", "x = 'never ends\ny = 'http://orders:80'\n");
        file("d.py", "");

        assertThat(read()).containsExactly("b.py", "c.py");
    }

    @Test
    void hugeFileIsPassedOverWithAWord() throws IOException {
        file("a.py", CALL.repeat(100_000));
        var trees = SourceReader.read(List.of(folder));

        assertThat(trees.files()).isEmpty();
        assertThat(trees.problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("larger than 1 MB");
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        file("a/a.py", CALL);
        Files.createSymbolicLink(folder.resolve("a/loop"), folder);
        Files.createSymbolicLink(folder.resolve("b"), folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("c.py"), folder.resolve("nothing"));

        assertThat(read()).containsExactly("a/a.py");
    }

    @Test
    void whatIsNoFolderIsRefused() {
        assertThatThrownBy(() -> SourceReader.read(List.of(folder.resolve("none"))))
                .isInstanceOf(MeshwrightException.class)
                .hasMessageContaining("is not a folder");
    }

    @Test
    void folderGivenTwiceIsReadOnce() throws IOException {
        file("a.py", CALL);

        assertThat(SourceReader.read(List.of(folder, folder.resolve("../" + folder.getFileName())))
                        .files())
                .hasSize(1);
    }

    @Test
    void dockerfileGivesTheEnvironmentOfItsLastStage() {
        assertThat(Dockerfile.literals("""
                        FROM node AS base
                        ENV A=http://a
                        FROM node AS tools
                        ENV B=http://b
                        FROM base
                        # ENV C=http://c
                        ENV D http://d
                        ENV E="http://e" \\
                            # a comment
                            F='http://f'
                        CMD ["run", "--url=http://g"]
                        """))
                .extracting(literal -> literal.line() + " " + literal.key() + " " + literal.text())
                .containsExactly(
                        "2 A http://a",
                        "7 D http://d",
                        "8 E http://e",
                        "10 F http://f",
                        "11  run",
                        "11  --url=http://g");
    }
}
