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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Prints how long a repository of 10,000 workload classes takes, and how much its clients fetch. Only what clients
/// fetch is held to a limit.
@Tag("cluster") // slow: with `-Pe2e` only
class RepositoryFiguresIT {
    private static final int CLASSES = 10_000;
    private static final int MOST_FETCHED = 50_000;

    @TempDir
    private Path folder;

    private long fetched;

    @Test
    void figures() throws Exception {
        prepare();
        var store = new FolderStore(folder.resolve("trusted"));
        Client.trust(Files.readAllBytes(folder.resolve("repo/metadata/1.root.json")), store);

        print("1,000 targets verified", measured(() -> verify(store, 1_000)));
        fetched = 0;
        verify(new FolderStore(newClient()), 1);
        print("a new client fetched", fetched + " bytes of metadata");
        assertThat(fetched).isLessThan(MOST_FETCHED);

        write(4711, "changed");
        print("one change drafted", measured(() -> run("add", "repo", "classes/4711", "--below", "shop/ns-11")));
        print("one change published", measured(() -> run("publish", "repo", "--key", "key")));
        fetched = 0;
        verify(store, 1);
        print("a client fetched after the change", fetched + " bytes of metadata");
        assertThat(fetched).isLessThan(MOST_FETCHED);
        assertThat(content(store, 4711)).isEqualTo("changed");
    }

    private Path newClient() throws IOException {
        var state = Files.createDirectories(folder.resolve("new"));
        Files.copy(folder.resolve("repo/metadata/1.root.json"), state.resolve("root.json"));
        return state;
    }

    private void prepare() throws Exception {
        Files.writeString(folder.resolve("password"), "not a secret");
        for (int i = 0; i < CLASSES; i++) {
            write(i, "bundle " + i);
        }
        run("key", "key");
        run("init", "repo", "--root-key", "key", "--targets-key", "key", "--online-key", "key");
        run("delegate", "repo", "bin", "--bins", "128", "--role-key", "key");
        print("10,000 targets drafted", measured(() -> run("add", "repo", "targets")));
        print("10,000 targets published", measured(() -> run("publish", "repo", "--key", "key")));
    }

    private void write(int number, String content) throws IOException {
        var all = Files.createDirectories(folder.resolve("targets/shop/ns-" + number % 100));
        Files.writeString(all.resolve(String.valueOf(number)), content);
        Files.writeString(Files.createDirectories(folder.resolve("classes")).resolve(String.valueOf(number)), content);
    }

    private void verify(FolderStore store, int count) {
        var client = client(store);
        for (int i = 0; i < count; i++) {
            var target = client.find(path(i)).orElseThrow();
            client.download(target, new FolderFetcher(folder.resolve("repo/targets")));
        }
    }

    private String content(FolderStore store, int number) {
        var client = client(store);
        var target = client.find(path(number)).orElseThrow();
        return new String(client.download(target, new FolderFetcher(folder.resolve("repo/targets"))), UTF_8);
    }

    private Client client(FolderStore store) {
        var client = new Client(this::counted, store, Instant.now(), Limits.DEFAULT);
        client.refresh();
        return client;
    }

    private static String path(int number) {
        return "shop/ns-" + number % 100 + "/" + number;
    }

    private Optional<byte[]> counted(String path, long maxBytes) {
        var bytes = new FolderFetcher(folder.resolve("repo/metadata")).fetch(path, maxBytes);
        fetched += bytes.map(found -> found.length).orElse(0);
        return bytes;
    }

    private void run(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(meshwright("repository"));
        command.addAll(List.of(words));
        if (words[0].equals("key") || words[0].equals("publish")) {
            command.addAll(List.of("--password-file", "password"));
        }
        var ended = Processes.run(command, folder, Map.of(), "");
        assertThat(ended.status()).as(ended.printed()).isZero();
    }

    /// Something to measure.
    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private static String measured(Step step) throws IOException, InterruptedException {
        long start = System.nanoTime();
        step.run();
        return "%d ms".formatted((System.nanoTime() - start) / 1_000_000);
    }

    private static void print(String what, String figure) {
        System.out.println("repository: " + what + ": " + figure);
    }
}
