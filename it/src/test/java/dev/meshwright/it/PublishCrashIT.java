package dev.meshwright.it;

import static dev.meshwright.it.Processes.meshwright;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.agent.FolderFetcher;
import dev.meshwright.trust.tuf.Client;
import dev.meshwright.trust.tuf.FolderStore;
import dev.meshwright.trust.tuf.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` at 100 random points of publishing: clients, new ones and those that know the old state, find the old
/// state or the new one, and publishing can be done again.
@Tag("cluster") // slow: with `-Pe2e` only
class PublishCrashIT {
    private static final int POINTS = 100;
    private static final int TARGETS = 20;

    @TempDir
    private Path folder;

    @Test
    void everyPointOfPublishingLeavesTheOldStateOrTheNew() throws Exception {
        prepare();
        var whole = copy("whole");
        var publishing = publish(whole);
        long nanos = fromFirstFileToEnd(publishing, whole);
        assertThat(publishing.waitFor()).isZero();
        assertThat(contents(whole, "fresh whole")).containsOnly("new");

        var random = new Random(7);
        Set<String> seen = new HashSet<>();
        for (int point = 0; point < POINTS; point++) {
            var repository = copy("point" + point);
            var process = publish(repository);
            waitForFirstFile(process, repository);
            Thread.sleep(Duration.ofNanos((long) (random.nextDouble() * nanos)));
            process.destroyForcibly().waitFor();

            var state = contents(repository, "fresh" + point);
            assertThat(Set.copyOf(state)).as("a new client at point " + point).hasSize(1);
            Files.createDirectories(folder.resolve("known" + point));
            Files.copy(folder.resolve("known/root.json"), folder.resolve("known" + point + "/root.json"));
            Files.copy(folder.resolve("known/timestamp.json"), folder.resolve("known" + point + "/timestamp.json"));
            Files.copy(folder.resolve("known/snapshot.json"), folder.resolve("known" + point + "/snapshot.json"));
            assertThat(contents(repository, "known" + point))
                    .as("a client that knew the old state")
                    .isEqualTo(state);
            seen.addAll(state);
            if (point % 10 == 0) {
                assertThat(publish(repository).waitFor()).isZero();
                assertThat(contents(repository, "fresh" + point)).containsOnly("new");
            }
        }
        System.out.println("kill -9 of publish: " + POINTS + " points, states seen: " + seen);
        assertThat(seen).isSubsetOf("old", "new");
    }

    /// Old content published, new content drafted, and with it another online key, by a new root.
    private void prepare() throws Exception {
        Files.writeString(folder.resolve("password"), "not a secret");
        run("key", "key");
        run("key", "next");
        run("init", "template", "--root-key", "key", "--targets-key", "key", "--online-key", "key");
        run("delegate", "template", "bin", "--bins", "16", "--role-key", "key");
        write("old");
        run("add", "template", "bundles");
        run("publish", "template", "--key", "key");
        Client.trust(Files.readAllBytes(folder.resolve("template/metadata/1.root.json")), store("known"));
        assertThat(contents(folder.resolve("template"), "known")).containsOnly("old");
        write("new");
        run("add", "template", "bundles");
        run("rotate-key", "template", "--role", "timestamp", "--role", "snapshot", "--remove", "key", "--add", "next");
    }

    private void write(String content) throws IOException {
        for (int i = 0; i < TARGETS; i++) {
            Files.createDirectories(folder.resolve("bundles"));
            Files.writeString(folder.resolve("bundles/" + i), content);
        }
    }

    private void run(String... words) throws Exception {
        var command = meshwright("repository");
        command.addAll(List.of(words));
        if (words[0].equals("key") || words[0].equals("publish")) {
            command.addAll(List.of("--password-file", "password"));
        }
        var ended = Processes.run(command, folder, Map.of(), "");
        assertThat(ended.status()).as(ended.printed()).isZero();
    }

    private Process publish(Path repository) throws IOException {
        var command = meshwright("repository", "publish", repository.toString(), "--key", "key", "--key", "next");
        command.addAll(List.of("--password-file", "password"));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static long fromFirstFileToEnd(Process process, Path repository) throws Exception {
        waitForFirstFile(process, repository);
        long start = System.nanoTime();
        process.waitFor();
        return System.nanoTime() - start;
    }

    private static void waitForFirstFile(Process process, Path repository) throws Exception {
        while (process.isAlive() && count(repository) == 0) {
            Thread.sleep(1);
        }
    }

    private static long count(Path repository) throws IOException {
        try (var files = Files.list(repository.resolve("metadata"))) {
            return files.filter(file -> file.getFileName().toString().matches("[2-9]\\..*|\\..*new"))
                    .count();
        }
    }

    private Path copy(String name) throws IOException {
        var template = folder.resolve("template");
        var copy = folder.resolve(name);
        try (var files = Files.walk(template)) {
            for (var file : files.toList()) {
                Files.copy(file, copy.resolve(template.relativize(file)));
            }
        }
        return copy;
    }

    /// What a client finds, who keeps its state in a folder.
    private List<String> contents(Path repository, String state) throws IOException {
        var store = store(state);
        if (store.read("root").isEmpty()) {
            Client.trust(Files.readAllBytes(repository.resolve("metadata/1.root.json")), store);
        }
        var client =
                new Client(new FolderFetcher(repository.resolve("metadata")), store, Instant.now(), Limits.DEFAULT);
        client.refresh();
        var contents = new ArrayList<String>();
        for (int i = 0; i < TARGETS; i++) {
            var target = client.find(String.valueOf(i)).orElseThrow();
            contents.add(new String(client.download(target, new FolderFetcher(repository.resolve("targets"))), UTF_8));
        }
        return contents;
    }

    private FolderStore store(String name) {
        return new FolderStore(folder.resolve(name));
    }
}
