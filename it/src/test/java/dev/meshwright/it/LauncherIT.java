package dev.meshwright.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher as people run it: from anywhere, through links, in a release, two at once, without a JDK.
class LauncherIT {
    private static final Path CHECKOUT = Path.of(System.getProperty("meshwright.checkout", ".."))
            .toAbsolutePath()
            .normalize();

    @TempDir
    private static Path homes;

    private static Path launcher = CHECKOUT;

    @TempDir
    private Path folder;

    private record Result(int exitCode, String out, String err) {}

    /// The first run builds and trains; what it says then is not what most of these tests are about.
    @BeforeAll
    static void build() throws Exception {
        launcher = fakeCheckout(homes).resolve("meshwright");
        var first = run(homes, Map.of(), launcher, "version");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).startsWith("meshwright ").hasLineCount(1);
        assertThat(first.err()).contains("building").doesNotContain("failed");
    }

    @Test
    void runsFromAnotherFolderAndSaysNothingElse() throws Exception {
        var result = run(folder, Map.of(), launcher, "version");

        assertThat(result.out()).startsWith("meshwright ").hasLineCount(1);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void runsThroughLinksAndFromThePath() throws Exception {
        var bin = Files.createDirectory(folder.resolve("bin with blanks"));
        Files.createSymbolicLink(bin.resolve("meshwright"), launcher);
        Files.createSymbolicLink(folder.resolve("mw"), Path.of("bin with blanks/meshwright"));

        assertThat(run(folder, Map.of(), folder.resolve("mw"), "version").out()).startsWith("meshwright ");
        var viaPath = run(folder, Map.of("PATH", bin + ":" + System.getenv("PATH")), "sh", "-c", "meshwright version");
        assertThat(viaPath.out()).startsWith("meshwright ");
    }

    @Test
    void passesTheExitCodeAndStandardErrorOn() throws Exception {
        var result = run(folder, Map.of(), launcher, "--no-such-option");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("--no-such-option");
    }

    @Test
    void passesOptionsToTheJvm() throws Exception {
        var result = run(folder, Map.of("MESHWRIGHT_JAVA_OPTS", "-Xmx64m -XX:+PrintFlagsFinal"), launcher, "version");

        assertThat(result.out()).containsPattern("MaxHeapSize += 67108864 ");
    }

    @Test
    void staysSilentWhenTheCacheDoesNotFitTheJvm() throws Exception {
        var result = run(folder, Map.of("MESHWRIGHT_JAVA_OPTS", "-XX:+UseParallelGC"), launcher, "version");

        assertThat(result.out()).startsWith("meshwright ").hasLineCount(1);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void saysInOneSentenceThatThereIsNoJdk() throws Exception {
        var home = fakeCheckout(folder);
        var tools = Files.createDirectory(folder.resolve("tools"));
        for (var tool : List.of("readlink", "find", "cat", "sed")) {
            Files.createSymbolicLink(tools.resolve(tool), which(tool));
        }
        // No JDK is in the usual folders, and the one in JAVA_HOME is too old.
        var script = home.resolve("meshwright");
        Files.writeString(script, Files.readString(script).replaceAll("/(usr|opt|Library)/", "/nowhere/$1/"));
        var old = folder.resolve("jdk8");
        Files.createDirectories(old.resolve("bin"));
        Files.createSymbolicLink(old.resolve("bin/java"), Path.of("/bin/true"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"1.8.0_392\"\n");
        var env = Map.of("PATH", tools.toString(), "HOME", folder.toString(), "JAVA_HOME", old.toString());

        var result = runOnly(home, env, "/bin/sh", home.resolve("meshwright"), "version");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("meshwright: no JDK 25 or newer found")
                .hasLineCount(1);
    }

    @Test
    void buildsOnceWhenTwoStartAtOnceAndAgainOnlyWhenContentChanges() throws Exception {
        var home = fakeCheckout(folder);

        List<Result> both;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var started = new ArrayList<Future<Result>>();
            for (int i = 0; i < 2; i++) {
                started.add(threads.submit(() -> run(folder, Map.of(), home.resolve("meshwright"), "version")));
            }
            both = List.of(started.get(0).get(), started.get(1).get());
        }
        assertThat(both).extracting(Result::out).allMatch(out -> out.startsWith("meshwright "));
        assertThat(builds(home)).isEqualTo(1);

        Files.setLastModifiedTime(home.resolve("pom.xml"), FileTime.fromMillis(0));
        run(folder, Map.of(), home.resolve("meshwright"), "version");
        assertThat(builds(home)).as("after a change of time").isEqualTo(1);

        Files.writeString(home.resolve("core/src/main/java/New File.java"), "class New {}");
        run(folder, Map.of(), home.resolve("meshwright"), "version");
        assertThat(builds(home)).as("after a change of content").isEqualTo(2);
    }

    @Test
    void releaseRunsWithoutABuild() throws Exception {
        var release = Files.createDirectory(folder.resolve("a release"));
        try (var found = Files.list(CHECKOUT.resolve("cli/target"))) {
            var archive =
                    found.filter(file -> file.toString().endsWith(".tar.gz")).findFirst();
            assertThat(archive).as("release archive").isPresent();
            assertThat(run(release, Map.of(), "tar", "xzf", archive.orElseThrow(), "--strip-components=1")
                            .exitCode())
                    .isZero();
        }
        var first = run(folder, Map.of(), release.resolve("bin/meshwright"), "version");
        var second = run(folder, Map.of(), release.resolve("bin/meshwright"), "version");

        assertThat(first.out()).startsWith("meshwright ").isEqualTo(second.out());
        assertThat(second.err()).isEmpty();
        assertThat(release.resolve("LICENSE")).exists();
    }

    /// A checkout beside the real one, which may just be under construction: its path has blanks, and its
    /// `mvnw` writes down that it ran and takes what the real one built.
    private static Path fakeCheckout(Path folder) throws IOException {
        var home = Files.createDirectory(folder.resolve("a checkout"));
        Files.copy(CHECKOUT.resolve("meshwright"), home.resolve("meshwright"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.createDirectories(home.resolve("core/src/main/java"));
        Files.createDirectories(home.resolve("cli"));
        Files.writeString(home.resolve("cli/pom.xml"), "<project/>");
        Files.createDirectories(home.resolve("examples/shop"));
        var mvnw = home.resolve("mvnw");
        Files.writeString(mvnw, """
                #!/bin/sh
                echo built >> builds
                mkdir -p cli/target/meshwright
                cp -Rp '%s/cli/target/meshwright/lib' cli/target/meshwright/
                """.formatted(CHECKOUT));
        mvnw.toFile().setExecutable(true);
        return home;
    }

    private static long builds(Path home) throws IOException {
        return Files.readAllLines(home.resolve("builds")).size();
    }

    private static Path which(String tool) {
        return Pattern.compile(":")
                .splitAsStream(System.getenv("PATH"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private static Result run(Path where, Map<String, String> more, Object... command) throws Exception {
        var env = new HashMap<>(System.getenv());
        env.putAll(more);
        return runOnly(where, env, command);
    }

    private static Result runOnly(Path where, Map<String, String> env, Object... command) throws Exception {
        var words = new ArrayList<String>();
        for (var word : command) {
            words.add(word.toString());
        }
        var builder = new ProcessBuilder(words).directory(where.toFile());
        builder.environment().clear();
        builder.environment().putAll(env);
        var err = Files.createTempFile("meshwright", ".err");
        var process = builder.redirectError(err.toFile()).start();
        var out = new String(process.getInputStream().readAllBytes(), UTF_8);
        int exitCode = process.waitFor();
        var said = Files.readString(err);
        Files.delete(err);
        return new Result(exitCode, out, said);
    }
}
