package dev.meshwright.trust.tuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.CanonicalJson;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The workflow of the specification; each test carries the section whose MUST it is about.
class ClientTest {
    private final Repository repository = new Repository();

    @Test
    void asksForEachRoleOnceAndKeepsWhatCame() {
        repository.client().refresh();

        assertThat(repository.requests)
                .containsExactly("2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json");
        assertThat(repository.store.get("targets")).isEqualTo(repository.served("1.targets.json"));
    }

    @Test
    void asksOnlyForRootAndTimestampIfNothingChanged() {
        repository.client().refresh();
        repository.requests.clear();
        repository.client().refresh();

        assertThat(repository.requests).containsExactly("2.root.json", "timestamp.json");
    }

    @Test
    void repositoryWithoutConsistentSnapshotsIsReadByPlainNames() {
        repository.consistent = false;
        repository.publish("root", "targets", "snapshot", "timestamp");
        repository.add("targets", "a", "x");
        repository.served.put("a", "x".getBytes(UTF_8));
        repository.publishTargets("targets");
        var client = repository.client();
        client.refresh();

        assertThat(client.download(client.find("a").orElseThrow(), repository::fetch))
                .isEqualTo("x".getBytes(UTF_8));
        assertThat(repository.requests).contains("snapshot.json", "targets.json", "a");
    }

    @Test
    void s5_2_withoutTrustedRootNothingIsAskedFor() {
        repository.store.clear();

        assertRefused("there is no trusted root");
        assertThat(repository.requests).isEmpty();
    }

    @Test
    void s5_2_rootThatDoesNotSignItselfIsNotTrusted() {
        var other = new Repository();
        repository.signing.put("root", other.keys.get("root"));
        var forged = repository.sign("root", repository.content("root", 1));

        assertThatThrownBy(() -> Client.trust(forged, repository.trustStore())).isInstanceOf(RefusedException.class);
        repository.store.put("root", forged);
        assertRefused("root is signed by 0 of its keys, 1 are needed");
        assertThat(repository.requests).isEmpty();
    }

    @Test
    void s5_2_expiredTrustedRootIsGoodEnoughToStartFrom() {
        repository.expires.put("root", Repository.EARLIER);
        repository.publish("root");
        repository.store.put("root", repository.served("2.root.json"));
        repository.expires.remove("root");
        repository.publish("root");
        repository.client().refresh();

        assertThat(repository.trusted("root")).isEqualTo(3);
    }

    @Test
    void s5_3_3_everyRootOfTheChainIsTaken() {
        for (int i = 0; i < 5; i++) {
            rotate("root");
        }
        repository.client().refresh();

        assertThat(repository.trusted("root")).isEqualTo(6);
    }

    @Test
    void s5_3_3_chainEndsAtTheLimitOfRotations() {
        for (int i = 0; i < 4; i++) {
            repository.publish("root");
        }
        var limits = new Limits(512_000, 16_384, 2_000_000, 5_000_000, 2, 32);
        new Client(repository::fetch, repository.trustStore(), Repository.NOW, limits).refresh();

        assertThat(repository.trusted("root")).isEqualTo(3);
    }

    @Test
    void s5_3_4_newRootNeedsTheThresholdOfTheOldRoot() {
        var old = repository.keys.put("root", List.of(Repository.signer()));
        repository.publish("root");

        assertRefused("root is signed by 0");
        assertThat(repository.trusted("root")).isEqualTo(1);
        assertThat(old).hasSize(1);
    }

    @Test
    void s5_3_4_newRootNeedsItsOwnThreshold() {
        repository.signing.put("root", repository.keys("root"));
        repository.keys.put("root", List.of(Repository.signer(), Repository.signer()));
        repository.publish("root");

        assertRefused("root is signed by 0");
        assertThat(repository.trusted("root")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 99})
    void s5_3_5_rootOfAnotherVersionThanAskedForIsRefused(int version) {
        repository.served.put("2.root.json", repository.sign("root", repository.content("root", Math.max(1, version))));

        assertRefused("root has version");
        assertThat(repository.trusted("root")).isEqualTo(1);
    }

    @Test
    void s5_3_6_expiredRootInBetweenDoesNotMatter() {
        repository.expires.put("root", Repository.EARLIER);
        repository.publish("root");
        repository.expires.remove("root");
        repository.publish("root");
        repository.client().refresh();

        assertThat(repository.trusted("root")).isEqualTo(3);
    }

    @Test
    void s5_3_8_rootsAreKeptThoughTheUpdateFailsLater() {
        repository.publish("root");
        repository.served.remove("timestamp.json");

        assertRefused("does not have the role timestamp");
        assertThat(repository.trusted("root")).isEqualTo(2);
    }

    @Test
    void s5_3_10_expiredLastRootIsAFreeze() {
        repository.expires.put("root", Repository.NOW.toString());
        repository.publish("root");

        assertRefused("root version 2 expired at");
        assertThat(repository.trusted("root")).isEqualTo(2);
        assertThat(repository.trusted("timestamp")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"timestamp", "snapshot"})
    void s5_3_11_versionsMadeTooHighAreForgottenWhenKeysAreRotated(String role) {
        repository.versions.put(role, 99_999);
        repository.publish(role);
        repository.publish("timestamp");
        repository.client().refresh();
        assertThat(repository.trusted(role)).isGreaterThanOrEqualTo(100_000);

        repository.versions.put(role, 0);
        repository.versions.put("timestamp", 0);
        rotate(role);
        repository.publish("snapshot", "timestamp");
        repository.client().refresh();

        assertThat(repository.trusted(role)).isLessThan(10);
    }

    @Test
    void s5_3_11_targetsVersionMadeTooHighIsForgottenWithTheSnapshotKey() {
        repository.versions.put("targets", 99_999);
        repository.publishTargets("targets");
        repository.client().refresh();

        repository.versions.put("targets", 0);
        rotate("snapshot");
        repository.publishTargets("targets");
        repository.client().refresh();

        assertThat(repository.trusted("targets")).isEqualTo(1);
    }

    @Test
    void s5_3_11_anotherKeyMoreForgetsNothing() {
        repository.publish("timestamp");
        repository.client().refresh();
        repository.keys.put("timestamp", List.of(repository.keys("timestamp").getFirst(), Repository.signer()));
        repository.publish("root");
        repository.versions.put("timestamp", 0);
        repository.publish("timestamp");

        assertRefused("timestamp has version 1, but 2 was seen already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"timestamp", "snapshot", "targets"})
    void s5_4_2_s5_5_3_s5_6_3_roleSignedByOthersIsRefused(String role) {
        repository.client().refresh();
        repository.signing.put(role, List.of(Repository.signer()));
        repository.publish("targets", "snapshot", "timestamp");

        assertRefused(role + " is signed by 0 of its keys, 1 are needed");
        assertThat(repository.trusted(role)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"timestamp", "snapshot", "targets"})
    void s5_4_2_s5_5_3_s5_6_3_thresholdOfTheRootCounts(String role) {
        repository.keys.put(role, List.of(Repository.signer(), Repository.signer(), Repository.signer()));
        repository.thresholds.put(role, 2);
        repository.publish("root");
        repository.signing.put(role, repository.keys(role).subList(0, 1));
        repository.publish("targets", "snapshot", "timestamp");
        assertRefused(role + " is signed by 1 of its keys, 2 are needed");

        repository.signing.put(role, repository.keys(role).subList(1, 3));
        repository.publish("targets", "snapshot", "timestamp");
        repository.client().refresh();
        assertThat(repository.trusted(role)).isEqualTo(3);
    }

    @Test
    void s5_4_3_1_olderTimestampIsRefused() {
        repository.publish("timestamp");
        repository.client().refresh();
        repository.write("timestamp", 1);

        assertRefused("timestamp has version 1, but 2 was seen already");
        assertThat(repository.trusted("timestamp")).isEqualTo(2);
    }

    @Test
    void s5_4_3_1_timestampOfTheSameVersionChangesNothing() {
        repository.client().refresh();
        repository.publish("snapshot");
        repository.write("timestamp", 1);
        repository.client().refresh();

        assertThat(repository.trusted("snapshot")).isEqualTo(1);
        assertThat(repository.store.get("timestamp")).isNotEqualTo(repository.served("timestamp.json"));
    }

    @Test
    void s5_4_3_2_timestampOfAnOlderSnapshotIsRefused() {
        repository.publish("snapshot", "timestamp");
        repository.client().refresh();
        repository.versions.put("snapshot", 1);
        repository.publish("timestamp");

        assertRefused("the snapshot of the timestamp has version 1, but 2 was seen already");
        assertThat(repository.trusted("timestamp")).isEqualTo(2);
    }

    @Test
    void s5_4_4_expiredTimestampIsAFreeze() {
        repository.client().refresh();
        repository.expires.put("timestamp", Repository.EARLIER);
        repository.publish("timestamp");

        assertRefused("timestamp version 2 expired at");
        assertThat(repository.trusted("timestamp")).isEqualTo(1);
    }

    @Test
    void s5_4_4_withheldUpdatesAreNoticedWhenTheStoredTimestampExpires() {
        repository.client().refresh();

        assertThatThrownBy(
                        () -> repository.client(Instant.parse(Repository.LATER)).refresh())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("expired");
    }

    @Test
    void s5_4_4_expiredStoredTimestampStillRefusesAnOlderOne() {
        repository.expires.put("timestamp", "2026-06-02T00:00:00Z");
        repository.publish("timestamp");
        repository.client().refresh();
        repository.expires.remove("timestamp");
        repository.write("timestamp", 1);

        assertThatThrownBy(() ->
                        repository.client(Instant.parse("2026-07-01T00:00:00Z")).refresh())
                .hasMessageContaining("2 was seen already");
    }

    @Test
    void s5_5_1_s5_6_1_moreBytesThanSignedAreRefused() {
        for (var name : List.of("1.snapshot.json", "1.targets.json")) {
            var file = repository.served(name);
            repository.served.put(name, Arrays.copyOf(file, file.length + 1));
            assertRefused("is longer than");
            repository.served.put(name, file);
        }
    }

    @Test
    void s5_4_1_moreBytesThanTheLimitAreRefused() {
        repository.served.put("timestamp.json", new byte[Limits.DEFAULT.timestamp() + 1]);

        assertRefused("is longer than 16384 bytes");
    }

    @Test
    void s5_5_2_snapshotOfAnotherHashIsRefused() {
        repository.expires.put("snapshot", "2027-02-01T00:00:00Z");
        repository.write("snapshot", 1);

        assertRefused("snapshot has the sha256");
    }

    @Test
    void s5_5_4_snapshotOfAnotherVersionIsRefused() {
        repository.withHashes = false;
        repository.publish("timestamp");
        repository.served.put("1.snapshot.json", repository.sign("snapshot", repository.content("snapshot", 2)));

        assertRefused("snapshot has version 2 instead of 1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void s5_5_5_snapshotOfOlderTargetsIsRefused(boolean withHashes) {
        repository.withHashes = withHashes;
        repository.publishTargets("targets");
        repository.client().refresh();
        repository.versions.put("targets", 1);
        repository.publish("snapshot", "timestamp");

        assertRefused("lists version 1 of targets.json, which was at 2 already");
        assertThat(repository.trusted("snapshot")).isEqualTo(2);
    }

    @Test
    void s5_5_5_snapshotThatNoLongerListsARoleIsRefused() {
        repository.delegate("targets", "team", false, "\"paths\": [\"*\"]");
        repository.publishTargets("team", "targets");
        repository.client().refresh();
        repository.targets.remove("team");
        repository.publish("snapshot", "timestamp");

        assertRefused("the snapshot no longer lists team.json");
    }

    @Test
    void s5_5_6_expiredSnapshotIsAFreeze() {
        repository.client().refresh();
        repository.expires.put("snapshot", Repository.EARLIER);
        repository.publish("snapshot", "timestamp");

        assertRefused("snapshot version 2 expired at");
        assertThat(repository.trusted("snapshot")).isEqualTo(1);
    }

    @Test
    void s5_6_2_targetsOfAnotherHashAreRefused() {
        repository.expires.put("targets", "2027-02-01T00:00:00Z");
        repository.write("targets", 1);

        assertRefused("targets has");
    }

    @Test
    void s5_6_4_targetsOfAnotherVersionAreRefused() {
        repository.withHashes = false;
        repository.publish("snapshot", "timestamp");
        repository.served.put("1.targets.json", repository.sign("targets", repository.content("targets", 2)));

        assertRefused("targets has version 2 instead of 1");
    }

    @Test
    void s5_6_5_expiredTargetsAreAFreeze() {
        repository.client().refresh();
        repository.expires.put("targets", Repository.EARLIER);
        repository.publishTargets("targets");

        assertRefused("targets version 2 expired at");
        assertThat(repository.trusted("targets")).isEqualTo(1);
        assertThat(repository.trusted("snapshot")).isEqualTo(2);
    }

    @Test
    void s5_5_mixOfTwoStatesIsRefused() {
        repository.client().refresh();
        repository.publish("targets", "snapshot");
        var newSnapshot = repository.served("2.snapshot.json");
        repository.publishTargets("targets");
        repository.served.put("3.snapshot.json", newSnapshot);

        assertRefused("snapshot");
        assertThat(repository.trusted("targets")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "_type": "timestamp"     | "_type": "snapshot"       | "_type" is snapshot instead of timestamp
            "spec_version": "1.0.34" | "spec_version": "2.0.0"   | 1.x is supported
            "spec_version": "1.0.34" | "spec_version": "1"       | 1.x is supported
            "version": 2,            | "version": 0,             | the version 0 is below 1
            "version": 2,            | "version": 2.0,           | "version" is not an integer
            "version": 2,            | "version": 2, "x": 1.5,   | is not an integer
            "version": 2,            | "version": 2, "version": 3, | stands twice
            2027-01-01T00:00:00Z     | 2027-02-30T00:00:00Z      | which is no time
            2027-01-01T00:00:00Z     | 2027-01-01T00:00:00+01:00 | instead of a time like
            snapshot.json            | snapshot.jsn              | "snapshot.json" is missing
            """)
    void s4_metadataOfAnotherFormIsRefused(String from, String to, String message) {
        var content = repository.content("timestamp", 2);
        assertThat(content).contains(from);
        repository.served.put(
                "timestamp.json",
                ("{\"signatures\": [], \"signed\": " + content.replace(from, to) + "}").getBytes(UTF_8));

        assertRefused(message);
    }

    @Test
    void s4_unknownFieldsAreSignedAndOtherwiseIgnored() {
        var content = repository
                .content("timestamp", 2)
                .replace("\"version\": 2", "\"version\": 2, \"later\": {\"a\": [\"é\\n\"]}");
        repository.served.put("timestamp.json", repository.sign("timestamp", content));
        repository.client().refresh();
        assertThat(repository.trusted("timestamp")).isEqualTo(2);

        repository.served.put(
                "timestamp.json",
                new String(repository.sign("timestamp", content.replace("\"version\": 2", "\"version\": 3")), UTF_8)
                        .replace("\"later\"", "\"latex\"")
                        .getBytes(UTF_8));
        assertRefused("timestamp is signed by 0");
    }

    /// Attack 10.
    @Test
    void s4_oneKeyUnderManyKeyIdsCountsOnce() {
        var signer = repository.keys("timestamp").getFirst();
        var keyId = signer.key().keyId();
        var key = new String(CanonicalJson.olpc(signer.key().toJson()), UTF_8);
        var root = repository
                .content("root", 2)
                .replace("\"" + keyId + "\"]", "\"" + keyId + "\", \"other\"]")
                .replace("\"keys\": {", "\"keys\": {\"other\": " + key + ", ")
                .replace(
                        "\"timestamp\": {\"keyids\": [\"" + keyId + "\", \"other\"], \"threshold\": 1",
                        "\"timestamp\": {\"keyids\": [\"" + keyId + "\", \"other\"], \"threshold\": 2");
        assertThat(root).contains("\"threshold\": 2");
        repository.served.put("2.root.json", repository.sign("root", root));
        var timestamp = new String(repository.sign("timestamp", repository.content("timestamp", 2)), UTF_8);
        var signature = timestamp.substring(timestamp.indexOf("{\"keyid\""), timestamp.indexOf("}]") + 1);
        repository.served.put(
                "timestamp.json",
                timestamp
                        .replace(signature, signature + ", " + signature.replace(keyId, "other"))
                        .getBytes(UTF_8));

        assertRefused("timestamp is signed by 1 of its keys, 2 are needed");
    }

    @Test
    void s4_keyIdWithTwoSignaturesIsRefused() {
        repository.signing.put(
                "timestamp",
                List.of(
                        repository.keys("timestamp").getFirst(),
                        repository.keys("timestamp").getFirst()));
        repository.publish("timestamp");

        assertRefused("has two signatures");
    }

    @Test
    void failedUpdateLeavesTheWayFreeForTheNext() {
        repository.client().refresh();
        var good = repository.keys("snapshot");
        repository.signing.put("snapshot", List.of(Repository.signer()));
        repository.publishTargets("targets");
        assertRefused("snapshot is signed by 0");

        repository.signing.put("snapshot", good);
        repository.publish("snapshot", "timestamp");
        repository.client().refresh();

        assertThat(repository.trusted("targets")).isEqualTo(2);
    }

    /// Attack 4: no byte of what is served changes what is trusted.
    @Test
    void anyByteOfMetadataChangedIsRefusedOrIrrelevant() {
        repository.add("targets", "a", "x");
        repository.publishTargets("targets");
        var before = new TreeMap<>(repository.store);
        repository.client().refresh();
        var meant = new TreeMap<>(repository.store);
        var random = new Random(3);
        for (var name : List.of("timestamp.json", "2.snapshot.json", "2.targets.json")) {
            var original = repository.served(name);
            for (int round = 0; round < 150; round++) {
                var changed = original.clone();
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
                repository.served.put(name, changed);
                repository.store.clear();
                repository.store.putAll(before);
                try {
                    repository.client().refresh();
                    var signed = Signed.read("x", name.replaceAll("2\\.|\\.json", ""), changed);
                    assertThat(signed.message())
                            .isEqualTo(Signed.read("x", signed.content().text("_type"), original)
                                    .message());
                } catch (RefusedException e) {
                    assertThat(e.getMessage()).isNotEmpty();
                }
                repository.store.forEach((role, bytes) -> assertThat(bytes)
                        .satisfiesAnyOf(
                                it -> assertThat(it).isEqualTo(meant.get(role)),
                                it -> assertThat(it).isEqualTo(repository.served("timestamp.json")),
                                it -> assertThat(it).isEqualTo(before.get(role))));
            }
            repository.served.put(name, original);
        }
    }

    private void rotate(String role) {
        var old = repository.keys.put(role, List.of(Repository.signer()));
        if (role.equals("root")) {
            repository.signing.put(
                    "root",
                    List.of(
                            requireNonNull(old).getFirst(),
                            repository.keys("root").getFirst()));
        }
        repository.publish("root");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> repository.client().refresh())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(message);
    }
}
