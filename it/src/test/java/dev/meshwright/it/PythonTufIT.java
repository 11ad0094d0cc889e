package dev.meshwright.it;

import static dev.meshwright.it.Processes.CHECKOUT;
import static dev.meshwright.it.Processes.meshwright;
import static dev.meshwright.it.Processes.onPath;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.meshwright.trust.signature.KeyFile;
import dev.meshwright.trust.signature.Scheme;
import dev.meshwright.trust.signature.Signer;
import dev.meshwright.trust.tuf.Authority;
import dev.meshwright.trust.tuf.Delegation;
import dev.meshwright.trust.tuf.Lifetimes;
import dev.meshwright.trust.tuf.RepositoryWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// python-tuf, the reference implementation, reads our repositories, and we read its; over keys that change.
@Tag("cluster") // slow, and installs packages: with `-Pe2e` only
class PythonTufIT {
    private static final Path RIG = CHECKOUT.resolve("it/rig/python-tuf");
    private static final Path PACKAGES = CHECKOUT.resolve("it/target/python-tuf");

    @TempDir
    private Path folder;

    private HttpServer server;
    private final Map<String, Signer> keys = new HashMap<>();

    @BeforeAll
    static void install() throws Exception {
        assumeTrue(onPath("python3"), "skipped: python3 is not there");
        if (!Files.isDirectory(PACKAGES.resolve("tuf"))) {
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
            var ended = Processes.run(pip, CHECKOUT, Map.of(), "");
            assumeTrue(ended.status() == 0, "skipped: pip cannot install python-tuf: " + ended.printed());
        }
    }

    @BeforeEach
    void serve() {
        server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                folder.toAbsolutePath(),
                SimpleFileServer.OutputLevel.NONE);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void pythonTufReadsOurRepositoryOverAllChangesOfKeys() throws Exception {
        for (var role : List.of("root", "targets", "snapshot", "timestamp")) {
            keys.put(role, key(Scheme.ED25519));
        }
        save(RepositoryWriter.create(
                        this::metadata,
                        Instant.now(),
                        Lifetimes.DEFAULT,
                        only("root"),
                        only("targets"),
                        only("snapshot"),
                        only("timestamp"))
                .publish(keys.values()));
        keys.put("team", key(Scheme.ECDSA_P256));
        keys.put("bin", key(Scheme.ED25519));
        publish(writer -> {
            writer.delegate("targets", Delegation.ofPaths("team", only("team"), List.of("team/*/*")));
            writer.delegate("team", Delegation.ofPaths("team-a", only("bin"), List.of("team/a/*")));
            Delegation.hashBins("bin", only("bin"), 8).forEach(bin -> writer.delegate("targets", bin));
            add(writer, "team/a/é \"x\"", "by team a");
            add(writer, "shop/cart", "in a bin");
        });
        assertThat(python("team/a/é \"x\"", "shop/cart", "missing")).containsExactly("by team a", "in a bin", "-");

        for (var role : List.of("root", "targets", "snapshot", "timestamp")) {
            rotate(role, Scheme.ECDSA_P256);
        }
        rotate("team", Scheme.ED25519);
        publish(writer -> add(writer, "shop/cart", "after rotation"));
        assertThat(python("shop/cart", "team/a/é \"x\"")).containsExactly("after rotation", "by team a");

        Files.writeString(folder.resolve("metadata/timestamp.json"), "{}");
        assertThat(python("shop/cart").getFirst()).startsWith("DeserializationError");
    }

    @Test
    void weReadARepositoryOfPythonTufOverAllChangesOfKeys() throws Exception {
        var ended = Processes.run(
                List.of("python3", RIG.resolve("repository.py").toString(), folder.toString()),
                folder,
                environment(),
                "");
        assertThat(ended.status()).as(ended.printed()).isZero();
        assertThat(client("init", folder.resolve("1/metadata/1.root.json").toString()))
                .isZero();

        assertThat(download(1, "top", "team/x", "team/a/x", "config/shop")).isZero();
        assertThat(read("top", "team%2Fx", "team%2Fa%2Fx", "config%2Fshop"))
                .containsExactly("by the top", "by the team", "by team a", "in a bin");
        assertThat(download(1, "missing")).isEqualTo(1);

        assertThat(download(2, "config/shop", "team/a/x")).isZero();
        assertThat(read("team%2Fa%2Fx")).containsExactly("by team a, again");
        assertThat(download(1, "top")).as("an older state").isEqualTo(1);
        assertThat(download(3, "top")).as("a timestamp of an unknown key").isEqualTo(1);
    }

    private List<String> python(String... names) throws Exception {
        var command = new ArrayList<>(List.of(
                "python3",
                RIG.resolve("client.py").toString(),
                folder.resolve("state").toString(),
                url("metadata/"),
                url("targets/"),
                folder.resolve("metadata/1.root.json").toString()));
        command.addAll(List.of(names));
        return Processes.run(command, folder, environment(), "")
                .printed()
                .lines()
                .toList();
    }

    private static Map<String, String> environment() {
        return Map.of("PYTHONPATH", PACKAGES.toString(), "PYTHONIOENCODING", "utf-8", "LC_ALL", "C.UTF-8");
    }

    private int download(int state, String... names) throws Exception {
        var words = new ArrayList<>(List.of("--metadata-url", url(state + "/metadata"), "--target-base-url"));
        words.addAll(List.of(
                url(state + "/targets"), "--target-dir", folder.resolve("got").toString(), "download"));
        for (var name : names) {
            words.addAll(List.of("--target-name", name));
        }
        return client(words.toArray(String[]::new));
    }

    private int client(String... words) throws Exception {
        var command = meshwright(
                "repository",
                "client",
                "--metadata-dir",
                folder.resolve("trusted").toString());
        command.addAll(List.of(words));
        return Processes.run(command, folder, Map.of(), "").status();
    }

    private List<String> read(String... files) throws IOException {
        var contents = new ArrayList<String>();
        for (var file : files) {
            contents.add(Files.readString(folder.resolve("got").resolve(file)));
        }
        return contents;
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    private static Signer key(Scheme scheme) {
        return KeyFile.generate(scheme, new SecureRandom());
    }

    private Authority only(String name) {
        return Authority.of(1, List.of(keyOf(name).key()));
    }

    private Signer keyOf(String name) {
        return Optional.ofNullable(keys.get(name)).orElseThrow();
    }

    private void rotate(String role, Scheme scheme) throws IOException {
        keys.put("former " + role, keyOf(role));
        keys.put(role, key(scheme));
        publish(writer -> writer.authorize(role, only(role)));
        keys.remove("former " + role);
    }

    private void publish(Consumer<RepositoryWriter> change) throws IOException {
        var writer = RepositoryWriter.open(this::metadata, Instant.now(), Lifetimes.DEFAULT);
        change.accept(writer);
        save(writer.publish(keys.values()));
    }

    private void add(RepositoryWriter writer, String path, String content) {
        try {
            var file = folder.resolve("targets").resolve(writer.add(path, content.getBytes(UTF_8), null));
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void save(Map<String, byte[]> files) throws IOException {
        for (var file : files.entrySet()) {
            var path = folder.resolve("metadata").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    private Optional<byte[]> metadata(String path, long maxBytes) {
        try {
            var file = folder.resolve("metadata").resolve(path);
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
