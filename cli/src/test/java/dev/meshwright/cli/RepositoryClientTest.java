package dev.meshwright.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.trust.tuf.Authority;
import dev.meshwright.trust.tuf.Delegation;
import dev.meshwright.trust.tuf.Draft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The client as test suites drive it, against a server on the loopback interface. What the specification says about
/// metadata is in `ClientTest` of `trust`.
class RepositoryClientTest {
    private ServedRepository repository;
    private Path dir;
    private Path targets;

    @BeforeEach
    void initialized(@TempDir Path folder) throws IOException {
        repository = new ServedRepository();
        dir = folder.resolve("metadata");
        targets = folder.resolve("targets");
        var root = folder.resolve("initial_root.json");
        Files.write(root, repository.file("/metadata/1.root.json"));
        assertThat(client("init", root)).isZero();
    }

    @AfterEach
    void stop() {
        repository.close();
    }

    @Test
    void initKeepsTheRootAsItIsAndAsksForNothing() throws IOException {
        assertThat(Files.readAllBytes(dir.resolve("root.json"))).isEqualTo(repository.file("/metadata/1.root.json"));
        assertThat(trusted()).containsExactly("root.json");
        assertThat(repository.requests).isEmpty();
    }

    @Test
    void rootThatIsNotSignedIsNotTrustedAndNothingIsAskedFor(@TempDir Path folder) throws IOException {
        var text =
                new String(repository.file("/metadata/1.root.json"), UTF_8).replace("\"version\":1", "\"version\":2");
        var forged = Files.writeString(folder.resolve("root.json"), text);
        dir = folder.resolve("other");

        assertThat(client("init", forged)).isEqualTo(1);
        assertThat(refresh()).isEqualTo(1);
        assertThat(repository.requests).isEmpty();
        assertThat(dir.resolve("root.json")).doesNotExist();
    }

    @Test
    void refreshAsksInTheOrderOfTheSpecificationAndKeepsTheBytes() throws IOException {
        var padded = Arrays.copyOf(
                repository.file("/metadata/timestamp.json"), repository.file("/metadata/timestamp.json").length + 1);
        padded[padded.length - 1] = ' ';
        repository.files.put("/metadata/timestamp.json", padded);

        assertThat(refresh()).isZero();
        assertThat(repository.requests)
                .containsExactly(
                        "/metadata/2.root.json",
                        "/metadata/timestamp.json",
                        "/metadata/1.snapshot.json",
                        "/metadata/1.targets.json");
        assertThat(trusted()).containsExactly("root.json", "snapshot.json", "targets.json", "timestamp.json");
        assertThat(Files.readAllBytes(dir.resolve("timestamp.json"))).isEqualTo(padded);
    }

    @Test
    void optionsStandBeforeOrAfterTheCommandAndUrlsWithOrWithoutSlash() {
        var url = repository.url("metadata/");

        assertThat(Typed.command("repository", "client", "--metadata-url", url, "refresh", "--metadata-dir", dir)
                        .exitCode())
                .isZero();
        assertThat(Typed.command("repository", "client", "refresh", "--metadata-dir=" + dir, "--metadata-url", url)
                        .exitCode())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "refresh",
                "frobnicate",
                "--metadata-dir DIR",
                "--metadata-dir DIR init",
                "--metadata-dir DIR init missing.json",
                "--metadata-dir DIR init a b",
                "--metadata-dir DIR refresh",
                "--metadata-dir DIR refresh extra --metadata-url URL",
                "--metadata-dir DIR --bogus refresh",
                "--metadata-dir",
                "--metadata-dir DIR --metadata-url ftp://x/ refresh",
                "--metadata-dir DIR --metadata-url http:// refresh",
                "--metadata-dir DIR --metadata-url http://[ refresh",
                "--metadata-dir DIR --metadata-url nowhere refresh",
                "--metadata-dir DIR --metadata-url http://127.0.0.1:1/ refresh",
                "--metadata-dir DIR --metadata-url URL download",
                "--metadata-dir DIR --metadata-url URL --target-name a download",
                "--metadata-dir DIR --metadata-url URL --target-name a --target-dir DIR download",
                "--metadata-dir /dev/null/x --metadata-url URL refresh",
            })
    void whateverIsWrongTheExitCodeIsOne(String line) {
        var words = new ArrayList<Object>(List.of("repository", "client"));
        Arrays.stream(line.split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> word.replace("DIR", dir.toString()).replace("URL", repository.url("metadata")))
                .forEach(words::add);
        var typed = Typed.command(words.toArray());

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err()).startsWith("meshwright: ").doesNotContain("should not have happened");
    }

    @Test
    void downloadRefreshesFirstAndThenStoresWhatIsNamed() throws IOException {
        repository.add("dir/a b.txt", "content");

        assertThat(download("dir/a%20b.txt")).isEqualTo(1);
        assertThat(trusted()).contains("targets.json");
        assertThat(download("dir/a b.txt")).isZero();
        assertThat(downloaded()).containsExactly("content");
    }

    @Test
    void targetIsAskedForByHashAndWithItsNameEncoded() {
        repository.add("dir/a b.txt", "content");

        assertThat(download("dir/a b.txt")).isZero();
        assertThat(repository.requests.getLast()).matches("/targets/dir/[0-9a-f]{64}\\.a%20b\\.txt");
    }

    @Test
    void targetThatIsThereAndMatchesIsNotFetchedAgain() throws IOException {
        repository.add("a", "content");
        assertThat(download("a")).isZero();
        var file = targets.resolve("a");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
        repository.requests.clear();

        assertThat(download("a")).isZero();
        assertThat(repository.requests).noneMatch(path -> path.startsWith("/targets/"));
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(1000));

        Files.writeString(file, "changed");
        assertThat(download("a")).isZero();
        assertThat(Files.readString(file)).isEqualTo("content");
    }

    @Test
    void targetReplacesItsFormerContentAndNothingElseDoes() throws IOException {
        repository.add("a", "one");
        assertThat(download("a")).isZero();
        repository.add("a", "two");
        assertThat(download("a")).isZero();
        assertThat(downloaded()).containsExactly("two");

        repository.add("a", "three");
        repository.targets().keySet().forEach(path -> repository.files.put(path, "evil!".getBytes(UTF_8)));
        assertThat(download("a")).isEqualTo(1);
        assertThat(downloaded()).containsExactly("two");
    }

    @Test
    void targetsComeInTheOrderOfArgumentsFromOneClientAndTheFirstFailureEndsIt() throws IOException {
        repository.add("a", "A");
        repository.add("b", "B");
        repository.add("c", "C");

        assertThat(download("c", "missing", "a")).isEqualTo(1);
        assertThat(downloaded()).containsExactly("C");
        repository.requests.clear();
        assertThat(download("b", "a")).isZero();
        assertThat(repository.requests)
                .filteredOn("/metadata/timestamp.json"::equals)
                .hasSize(1);
        assertThat(repository.requests.subList(repository.requests.size() - 2, repository.requests.size()))
                .satisfiesExactly(
                        path -> assertThat(path).endsWith(".b"),
                        path -> assertThat(path).endsWith(".a"));
    }

    /// A name that leads elsewhere, and one that means another file once it is decoded.
    @ParameterizedTest
    @ValueSource(strings = {"../evil", "..", "a/../../evil", "/etc/evil", "%2e%2e%2fevil", "..\\evil", "-x", "@x", "é"})
    void targetOfAnyNameStaysInItsFolder(String name) throws IOException {
        var above = targets.resolve("..").normalize();
        var before = names(above);
        download(name);

        assertThat(names(above)).isEqualTo(before);
    }

    @Test
    void whatWasValidIsKeptWhenTheUpdateFailsInTheMiddle() {
        assertThat(refresh()).isZero();
        repository.add("a", "x");
        repository.files.remove("/metadata/2.targets.json");

        assertThat(refresh()).isEqualTo(1);
        assertThat(version("timestamp")).isEqualTo(2);
        assertThat(version("snapshot")).isEqualTo(2);
        assertThat(version("targets")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 429, 500, 503})
    void serverThatFailsIsNoEndOfTheChainOfRoots(int status) {
        repository.answers.put("/metadata/2.root.json", exchange -> exchange.sendResponseHeaders(status, -1));

        assertThat(refresh()).isEqualTo(1);
        assertThat(repository.requests).containsExactly("/metadata/2.root.json");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 410})
    void missingRootEndsTheChain(int status) {
        repository.answers.put("/metadata/2.root.json", exchange -> exchange.sendResponseHeaders(status, -1));

        assertThat(refresh()).isZero();
    }

    @Test
    void redirectsAreFollowed() {
        repository.answers.put("/metadata/timestamp.json", exchange -> {
            exchange.getResponseHeaders().set("Location", repository.url("elsewhere"));
            exchange.sendResponseHeaders(302, -1);
        });
        repository.files.put("/elsewhere", repository.file("/metadata/timestamp.json"));

        assertThat(refresh()).isZero();
    }

    /// Attack 22.
    @Test
    void endlessFileIsCutOffAtItsLimit() throws IOException {
        repository.answers.put("/metadata/timestamp.json", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(new byte[8192]);
            }
        });

        assertThat(refresh()).isEqualTo(1);
        assertThat(trusted()).containsExactly("root.json");
    }

    @Test
    void answerThatBreaksOffIsRefused() {
        repository.answers.put("/metadata/timestamp.json", exchange -> {
            exchange.sendResponseHeaders(200, 10_000);
            exchange.getResponseBody().write(repository.file("/metadata/timestamp.json"));
            exchange.getResponseBody().flush();
        });

        assertThat(refresh()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "#", "/delegatedrole", "../delegatedrole", "..", "a b", "1.root"})
    void roleOfAnyNameIsOneFileInTheFolder(String role) throws IOException {
        serveRole(role);
        var above = dir.resolve("..").normalize();
        var before = names(above);

        assertThat(download("missing")).isEqualTo(1);
        assertThat(trusted()).hasSize(5);
        assertThat(names(above)).isEqualTo(before);
        assertThat(repository.requests.getLast()).matches("/metadata/1\\.[A-Za-z0-9._~%-]+\\.json");
    }

    /// The writer has no such names: its role `x` is called otherwise, and all above it signed again.
    private void serveRole(String role) {
        var all = Authority.of(1, List.of(repository.key.key()));
        repository.publish(writer -> writer.delegate("targets", Delegation.ofPaths("placeholder", all, List.of("*"))));
        for (var name : List.of("2.targets", "2.snapshot", "timestamp")) {
            var path = "/metadata/" + name + ".json";
            var text = new String(repository.file(path), UTF_8)
                    .replace("placeholder", role)
                    .replaceAll("\"hashes\":\\{\"sha256\":\"[0-9a-f]*\"},\"length\":[0-9]+,", "");
            var draft = Draft.read(name.replaceAll("^2\\.", ""), text.getBytes(UTF_8));
            repository.files.put(path, draft.signedBy(repository.key).bytes());
        }
        var encoded = new StringBuilder();
        for (byte b : role.getBytes(UTF_8)) {
            boolean plain = Character.isLetterOrDigit(b) || b == '.';
            encoded.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b));
        }
        repository.files.put("/metadata/1." + encoded + ".json", repository.file("/metadata/1.placeholder.json"));
    }

    private int client(Object... words) {
        var all = new ArrayList<Object>(List.of("repository", "client", "--metadata-dir", dir));
        all.addAll(List.of(words));
        return Typed.command(all.toArray()).exitCode();
    }

    private int refresh() {
        return client("--metadata-url", repository.url("metadata"), "refresh");
    }

    private int download(String... names) {
        var words = new ArrayList<Object>(List.of("--metadata-url", repository.url("metadata")));
        words.addAll(List.of("--target-base-url", repository.url("targets"), "--target-dir", targets));
        for (var name : names) {
            words.addAll(List.of("--target-name", name));
        }
        words.add("download");
        return client(words.toArray());
    }

    private long version(String role) {
        try {
            return Draft.read(role, Files.readAllBytes(dir.resolve(role + ".json")))
                    .version();
        } catch (IOException e) {
            return 0;
        }
    }

    private SortedSet<String> trusted() throws IOException {
        return names(dir);
    }

    private static SortedSet<String> names(Path folder) throws IOException {
        var names = new TreeSet<String>();
        try (var files = Files.list(folder)) {
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
        }
        return names;
    }

    private List<String> downloaded() throws IOException {
        var contents = new ArrayList<String>();
        for (var name : names(targets)) {
            contents.add(Files.readString(targets.resolve(name)));
        }
        return contents;
    }
}
