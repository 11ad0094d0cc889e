package dev.meshwright.trust.tuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.trust.RefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sections 5.6.7 and 5.7.
class TargetSearchTest {
    private static final String ALL = "\"paths\": [\"*\"]";
    private final Repository repository = new Repository();

    @Test
    void s5_7_3_bytesOfATargetAreThoseThatWereSigned() {
        repository.add("targets", "dir/a b.txt", "content");
        repository.served.keySet().removeIf(name -> name.startsWith("dir/"));
        repository.served.put("dir/" + Hashes.sha256("content") + ".a%20b.txt", "content".getBytes(UTF_8));
        repository.publishTargets("targets");
        var client = refreshed();
        var file = client.find("dir/a b.txt").orElseThrow();

        assertThat(client.download(file, repository::fetch)).isEqualTo("content".getBytes(UTF_8));
        repository.served.replaceAll((name, bytes) -> name.startsWith("dir/") ? "CONTENT".getBytes(UTF_8) : bytes);
        assertThatThrownBy(() -> client.download(file, repository::fetch)).hasMessageContaining("has the sha256");
        repository.served.replaceAll((name, bytes) -> name.startsWith("dir/") ? "conten".getBytes(UTF_8) : bytes);
        assertThatThrownBy(() -> client.download(file, repository::fetch)).hasMessageContaining("6 bytes instead of 7");
        repository.served.replaceAll((name, bytes) -> name.startsWith("dir/") ? "contents".getBytes(UTF_8) : bytes);
        assertThatThrownBy(() -> client.download(file, repository::fetch)).hasMessageContaining("longer than 7 bytes");
        repository.served.keySet().removeIf(name -> name.startsWith("dir/"));
        assertThatThrownBy(() -> client.download(file, repository::fetch))
                .hasMessageContaining("does not have the target");
    }

    @Test
    void s5_7_2_targetThatNoRoleListsIsNotFound() {
        assertThat(refreshed().find("missing")).isEmpty();
    }

    @Test
    void s5_6_7_rolesAreVisitedInPreOrder() {
        delegate("targets", "A", false);
        delegate("targets", "B", false);
        delegate("A", "C", false);
        delegate("A", "D", false);

        assertThat(visited()).containsExactly("A", "C", "D", "B");
    }

    @Test
    void s5_6_7_1_cyclesAreVisitedOnce() {
        delegate("targets", "A", false);
        delegate("A", "B", false);
        delegate("B", "A", false);
        delegate("B", "B", false);

        assertThat(visited()).containsExactly("A", "B");
    }

    @Test
    void s5_6_7_1_searchEndsAtTheLimitOfRoles() {
        for (int i = 10; i < 60; i++) {
            delegate("targets", "role" + i, false);
        }

        assertThat(visited()).hasSize(Limits.DEFAULT.roles());
    }

    @Test
    void s5_6_7_2_1_terminatingDelegationEndsTheSearchAfterItsOwn() {
        delegate("targets", "A", false);
        delegate("targets", "B", false);
        delegate("A", "C", true);
        delegate("A", "D", false);
        delegate("C", "E", false);

        assertThat(visited()).containsExactly("A", "C", "E");
    }

    @Test
    void s5_6_7_2_2_firstRoleInOrderWins() {
        delegate("targets", "A", false);
        delegate("targets", "B", false);
        repository.add("A", "file", "from A");
        repository.add("B", "file", "from B");
        publish();
        var client = refreshed();

        assertThat(client.download(client.find("file").orElseThrow(), repository::fetch))
                .isEqualTo("from A".getBytes(UTF_8));
    }

    @Test
    void s5_6_7_roleSpeaksOnlyForPathsItIsTrustedWith() {
        repository.delegate("targets", "A", false, "\"paths\": [\"a/*\"]");
        repository.add("A", "a/x", "x");
        repository.add("A", "b/x", "x");
        publish();

        assertThat(refreshed().find("a/x")).isPresent();
        assertThat(refreshed().find("b/x")).isEmpty();
    }

    @Test
    void s5_6_7_hashBinSpeaksForItsPathsOnly() {
        var hash = Hashes.sha256("a/x");
        repository.delegate("targets", "bin", false, "\"path_hash_prefixes\": [\"" + hash.substring(0, 2) + "\"]");
        repository.delegate(
                "targets", "other", false, "\"path_hash_prefixes\": [\"" + (hash.startsWith("0") ? "1" : "0") + "\"]");
        repository.add("bin", "a/x", "x");
        publish();
        var client = refreshed();
        repository.requests.clear();

        assertThat(client.find("a/x")).isPresent();
        assertThat(repository.requests).containsExactly("1.bin.json");
    }

    @Test
    void s5_6_7_delegatedRoleIsVerifiedLikeTheTopOne() {
        delegate("targets", "A", false);
        repository.signing.put("A", List.of(Repository.signer()));
        publish();
        assertThatThrownBy(() -> refreshed().find("x")).hasMessageContaining("A is signed by 0");

        repository.signing.remove("A");
        repository.expires.put("A", Repository.EARLIER);
        publish();
        assertThatThrownBy(() -> refreshed().find("x")).hasMessageContaining("A version 2 expired");
        assertThat(repository.trusted("A")).isZero();

        repository.targets.remove("A");
        repository.store.remove("snapshot");
        repository.publish("snapshot", "timestamp");
        assertThatThrownBy(() -> refreshed().find("x")).hasMessage("the snapshot does not list the role A");
    }

    /// A role that two others delegate to with different keys is what each of them says.
    @Test
    void s5_6_7_roleVerifiedForOneDelegatorIsNotVerifiedForAnother() {
        var good = Repository.signer();
        var evil = Repository.signer();
        repository.delegate("targets", "A", true, "\"paths\": [\"a\"]");
        repository.delegate("targets", "B", true, "\"paths\": [\"b\"]");
        repository.keys.put("shared", List.of(evil));
        repository.delegate("A", "shared", false, ALL);
        repository.keys.put("shared", List.of(good));
        repository.delegate("B", "shared", false, ALL);
        repository.keys.put("shared", List.of(good, evil));
        repository.signing.put("shared", List.of(evil));
        repository.add("shared", "a", "a");
        repository.add("shared", "b", "b");
        publish();
        var client = refreshed();

        assertThat(client.find("a")).isPresent();
        assertThatThrownBy(() -> client.find("b")).isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "#", "/role", "../role", "..", "%2e%2e", "a b", "é", "root.json"})
    void s4_roleOfAnyNameIsAskedForInOneSegment(String role) {
        delegate("targets", role, false);
        publish();
        refreshed().find("x");

        assertThat(repository.requests.getLast()).matches("1\\.[A-Za-z0-9._~%-]+\\.json");
        assertThat(Names.fileName(role))
                .doesNotContain("/")
                .doesNotContain("\\")
                .isNotIn("root.json", "snapshot.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "a/../b", "./a", ".."})
    void s5_7_3_targetThatLeadsUpwardsIsNotFetched(String path) {
        repository.targets("targets").put(path, "x".getBytes(UTF_8));
        repository.publishTargets("targets");
        var client = refreshed();
        var file = client.find(path).orElseThrow();

        assertThatThrownBy(() -> client.download(file, repository::fetch)).hasMessageContaining("a path with . or ..");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "root", "timestamp", "snapshot", "targets"})
    void s4_delegatedRoleCannotBeATopLevelOne(String name) {
        repository.delegations.put(
                "targets",
                List.of("{\"name\": \"%s\", \"terminating\": false, \"keyids\": [], \"threshold\": 1, %s}"
                        .formatted(name, ALL)));
        repository.publishTargets("targets");

        assertThatThrownBy(this::refreshed).hasMessageContaining("cannot be the name of a delegated role");
    }

    @ParameterizedTest
    @CsvSource({
        "*, a, true",
        "*, a/b, false",
        "*/*, a/b, true",
        "a*c, abbc, true",
        "a*c, abb, false",
        "a?c, abc, true",
        "a?c, ac, false",
        "*.tgz, x.tgz, true",
        "*.tgz, .tgz, true",
        "a*b*c, aXbYbZc, true",
        "[ab]x, bx, true",
        "[!ab]x, bx, false",
        "[a-c]x, bx, true",
        "[]]x, ]x, true",
        "[a, [a, true",
        "a, A, false",
        "a/, a, false",
        "**, ab, true",
        "'', '', true",
        "'', a, false",
        "[!a]*, bcd, true"
    })
    void s4_pathPatternsMatchAsInAShell(String pattern, String path, boolean matches) {
        assertThat(new PathPattern(pattern).matches(path)).isEqualTo(matches);
    }

    @Test
    void patternMeantToTakeForeverDoesNot() {
        assertThat(new PathPattern("*a".repeat(2_000) + "b").matches("a".repeat(4_000)))
                .isFalse();
    }

    private void delegate(String from, String to, boolean terminating) {
        repository.delegate(from, to, terminating, ALL);
    }

    private void publish() {
        var roles = repository.targets.keySet().toArray(String[]::new);
        repository.publishTargets(roles);
    }

    private List<String> visited() {
        publish();
        var client = refreshed();
        repository.requests.clear();
        assertThat(client.find("missing")).isEmpty();
        return repository.requests.stream()
                .map(name -> name.replaceAll("^1\\.|\\.json$", ""))
                .toList();
    }

    private Client refreshed() {
        var client = repository.client();
        client.refresh();
        return client;
    }
}
