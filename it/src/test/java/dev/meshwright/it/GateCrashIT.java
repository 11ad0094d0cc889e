package dev.meshwright.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.agent.Agent;
import dev.meshwright.trust.bundle.AgentPolicy;
import dev.meshwright.trust.bundle.Bundle;
import dev.meshwright.trust.bundle.WorkloadClass;
import dev.meshwright.trust.json.JsonReader;
import dev.meshwright.trust.release.Agreement;
import dev.meshwright.trust.release.Release;
import dev.meshwright.trust.release.ReleaseFile;
import dev.meshwright.trust.signature.KeyFile;
import dev.meshwright.trust.signature.Scheme;
import dev.meshwright.trust.tuf.Authority;
import dev.meshwright.trust.tuf.Delegation;
import dev.meshwright.trust.tuf.Fetcher;
import dev.meshwright.trust.tuf.Lifetimes;
import dev.meshwright.trust.tuf.RepositoryWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` at 100 random points of the gate: its state is the old or the new one, what the proxy reads is a whole
/// bundle, the old or the new one, and starting again ends with the new one.
@Tag("cluster") // slow: with `-Pe2e` only
class GateCrashIT {
    private static final int POINTS = 100;
    private static final WorkloadClass CART = WorkloadClass.parse("shop/cart");

    @TempDir
    private Path folder;

    private final KeyFile offline = KeyFile.generate(Scheme.ED25519, new SecureRandom());
    private final KeyFile online = KeyFile.generate(Scheme.ED25519, new SecureRandom());

    @Test
    void everyPointOfTheGateLeavesTheOldStateOrTheNew() throws Exception {
        var old = bundle("1s");
        var next = bundle("2s");
        create();
        release(7, old);
        gate(
                folder.resolve("template"),
                "--root",
                repository("metadata/1.root.json").toString(),
                "--floor",
                "1");
        release(8, next);
        var whole = copy("whole");
        long nanos = fromFirstFileToEnd(start(whole), whole);
        var states = Map.of("old", state(folder.resolve("template")), "new", state(whole));

        var random = new Random(7);
        var seen = new TreeMap<String, Integer>();
        for (int i = 0; i < POINTS; i++) {
            var point = copy("point" + i);
            var process = start(point);
            waitForFirstFile(process, point);
            Thread.sleep(Duration.ofNanos((long) (random.nextDouble() * nanos)));
            process.destroyForcibly().waitFor();

            var after = states.entrySet().stream()
                    .filter(known -> counter(known.getValue()) == counter(state(point)))
                    .map(Map.Entry::getKey)
                    .findFirst();
            assertThat(after).as("state at point " + i).isPresent();
            var active = Files.readSymbolicLink(point.resolve("out/current")).toString();
            assertThat(active).isIn(old.digest(), next.digest());
            assertThat(point.resolve("out/current/bundle.json"))
                    .hasBinaryContent((active.equals(old.digest()) ? old : next).bytes());
            assertThat(files(point.resolve("out/current")))
                    .isEqualTo(old.files().size());
            if (after.get().equals("old")) {
                assertThat(active)
                        .as("nothing is active that the state does not know")
                        .isEqualTo(old.digest());
            }
            seen.merge(
                    after.get() + " state, " + (active.equals(old.digest()) ? "old" : "new") + " bundle",
                    1,
                    Integer::sum);

            assertThat(gate(point)).contains("\"counter\":8");
            assertThat(Agent.answer(List.of("verify-active", point + "/out", "--state", point + "/state"))
                            .exitCode())
                    .isZero();
        }
        System.out.println("kill -9 of the gate: " + POINTS + " points, seen: " + seen);
    }

    private static Bundle bundle(String drainDuration) {
        var config = JsonReader.readObject(("{\"drainDuration\": \"" + drainDuration + "\"}").getBytes(UTF_8));
        var policy = new AgentPolicy("spiffe://cluster.local/ns/shop/sa/cart", "TLSv1.3", List.of());
        return new Bundle(CART, List.of(), config, config, List.of("Q0E="), policy);
    }

    private void create() {
        var root = Authority.of(1, List.of(offline.key()));
        var director = Authority.of(1, List.of(online.key()));
        var writer =
                RepositoryWriter.create(metadata(), Instant.now(), Lifetimes.DEFAULT, root, root, director, director);
        writer.delegate("targets", Delegation.ofPaths("team", root, List.of("bundles/*/*/*")));
        writer.delegate("targets", Delegation.ofPaths("director", director, List.of("releases/*/*")));
        publish(writer);
    }

    private void release(long counter, Bundle bundle) {
        var now = Instant.now();
        var release = new Release(
                counter,
                bundle.digest(),
                bundle.bytes().length,
                now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofDays(1)),
                List.of());
        var writer = RepositoryWriter.open(metadata(), now, Lifetimes.DEFAULT);
        add(writer, Agreement.bundlePath(CART, bundle.digest()), bundle.bytes());
        add(writer, ReleaseFile.path(CART), new ReleaseFile(CART, release, null).bytes());
        publish(writer);
    }

    private void add(RepositoryWriter writer, String path, byte[] bytes) {
        write("targets/" + writer.add(path, bytes, null), bytes);
    }

    private void publish(RepositoryWriter writer) {
        writer.publish(List.of(offline, online)).forEach((name, bytes) -> write("metadata/" + name, bytes));
    }

    private Fetcher metadata() {
        return (path, _) -> {
            try {
                var file = repository("metadata").resolve(path);
                return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private void write(String path, byte[] bytes) {
        try {
            Files.createDirectories(requireNonNull(repository(path).getParent()));
            Files.write(repository(path), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path repository(String path) {
        return folder.resolve("repository").resolve(path);
    }

    private List<String> words(Path instance, String... more) {
        var words = new ArrayList<>(List.of(
                "gate",
                "--class",
                "shop/cart",
                "--instance",
                "cart-0",
                "--repository",
                folder.resolve("repository").toString(),
                "--state",
                instance.resolve("state").toString(),
                "--out",
                instance.resolve("out").toString()));
        words.addAll(List.of(more));
        return words;
    }

    private String gate(Path instance, String... more) {
        var answer = Agent.answer(words(instance, more));
        assertThat(answer.exitCode()).as(answer.line()).isZero();
        return answer.line();
    }

    private Process start(Path instance) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Agent.class.getName()));
        command.addAll(words(instance));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static long fromFirstFileToEnd(Process process, Path instance) throws Exception {
        waitForFirstFile(process, instance);
        long start = System.nanoTime();
        assertThat(process.waitFor()).isZero();
        return System.nanoTime() - start;
    }

    /// The first that a run writes is the new timestamp.
    private static void waitForFirstFile(Process process, Path instance) throws Exception {
        var timestamp = instance.resolve("state/metadata/timestamp.json");
        var before = Files.readAttributes(timestamp, BasicFileAttributes.class).fileKey();
        while (process.isAlive()
                && requireNonNull(before)
                        .equals(Files.readAttributes(timestamp, BasicFileAttributes.class)
                                .fileKey())) {
            Thread.sleep(1);
        }
    }

    private static String state(Path instance) {
        try {
            return Files.readString(instance.resolve("state/state.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long counter(String state) {
        return JsonReader.readObject(state.getBytes(UTF_8)).integer("counter");
    }

    private static long files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    private Path copy(String name) throws IOException {
        var template = folder.resolve("template");
        var target = folder.resolve(name);
        Files.walkFileTree(template, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(target.resolve(template.relativize(path)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                Files.copy(
                        path,
                        target.resolve(template.relativize(path)),
                        LinkOption.NOFOLLOW_LINKS,
                        StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
        return target;
    }
}
