package dev.meshwright.trust.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.signature.Signer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written is what our own client accepts; PythonTufIT asks another one.
class RepositoryWriterTest {
    private final Publisher publisher = new Publisher();

    @Test
    void whatIsPublishedIsFound() {
        publisher.add("shop/cart", "one");
        var reader = publisher.reader();
        assertThat(reader.read("shop/cart")).isEqualTo("one");

        publisher.add("shop/cart", "two");
        assertThat(reader.read("shop/cart")).isEqualTo("two");
        assertThat(reader.read("shop/other")).isEqualTo("-");

        publisher.publish(writer -> writer.remove("shop/cart"));
        assertThat(reader.read("shop/cart")).isEqualTo("-");
    }

    @Test
    void sameChangeAtTheSameTimeGivesTheSameBytes() {
        var first = publisher.writer();
        var second = publisher.writer();
        publisher.add(first, "a", "x");
        publisher.add(first, "b", "y");
        publisher.add(second, "b", "y");
        publisher.add(second, "a", "x");

        assertThat(first.publish(publisher.keys.values()))
                .containsExactlyEntriesOf(second.publish(publisher.keys.values()));
    }

    @Test
    void nestedRolesSpeakForTheirPaths() {
        publisher.add("team/a/x", "by the top");
        publisher.publish(writer -> {
            writer.delegate("targets", Delegation.ofPaths("team", publisher.only("team"), List.of("team/*/*")));
            writer.delegate("team", Delegation.ofPaths("team-a", publisher.only("team-a"), List.of("team/a/*")));
        });
        publisher.add("team/a/y", "by the team");
        var reader = publisher.reader();

        assertThat(reader.read("team/a/x")).isEqualTo("by the top");
        assertThat(reader.read("team/a/y")).isEqualTo("by the team");
        assertThat(reader.store().files()).containsKeys("team", "team-a");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 16, 128, 4096})
    void hashBinsShareAllPaths(int count) {
        var bins = Delegation.hashBins("bin", publisher.only("bin"), count);

        assertThat(bins).hasSize(count);
        for (int i = 0; i < 100; i++) {
            var path = "shop/" + i;
            assertThat(bins.stream().filter(bin -> bin.covers(path))).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 0, 1, 3, 100, 131_072})
    void binsAreAPowerOfTwo(int count) {
        assertThatThrownBy(() -> Delegation.hashBins("bin", publisher.only("bin"), count))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void changeInAHashBinIsAllThatIsFetched() {
        publisher.publish(writer -> {
            Delegation.hashBins("bin", publisher.only("bin"), 16).forEach(bin -> writer.delegate("targets", bin));
            for (int i = 0; i < 100; i++) {
                publisher.add(writer, "shop/" + i, "x" + i);
            }
        });
        var reader = publisher.reader();
        assertThat(reader.read("shop/7")).isEqualTo("x7");
        publisher.add("shop/7", "new");

        var before = new TreeMap<>(reader.store().files());
        assertThat(reader.read("shop/7")).isEqualTo("new");
        assertThat(reader.store().files().keySet()).isEqualTo(before.keySet());
        assertThat(reader.store().files().entrySet().stream()
                        .filter(file -> !Arrays.equals(file.getValue(), before.get(file.getKey()))))
                .extracting(Map.Entry::getKey)
                .hasSize(3)
                .contains("snapshot", "timestamp");
    }

    @Test
    void nothingIsPublishedWithoutTheSignaturesOfTheThreshold() {
        var second = Publisher.key();
        var third = Publisher.key();
        publisher.publish(
                writer -> writer.authorize(
                        "targets",
                        Authority.of(2, List.of(publisher.key("targets").key(), second.key(), third.key()))),
                second);

        var writer = publisher.writer();
        publisher.add(writer, "a", "x");
        assertThatThrownBy(() -> writer.publish(publisher.keys.values()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("targets is signed by 1 of its keys, 2 are needed");

        writer.sign(List.of(third));
        publisher.metadata.putAll(writer.publish(publisher.keys.values()));
        assertThat(publisher.reader().read("a")).isEqualTo("x");
    }

    /// Request, sign and merge on separate machines.
    @Test
    void signaturesGatheredElsewhereCount() {
        var second = Publisher.key();
        publisher.publish(
                writer -> writer.authorize(
                        "targets",
                        Authority.of(2, List.of(publisher.key("targets").key(), second.key()))),
                second);
        var writer = publisher.writer();
        publisher.add(writer, "a", "x");
        var request = writer.drafts().getFirst().bytes();

        var hers = Draft.read("targets", request)
                .signedBy(publisher.key("targets"))
                .bytes();
        var his = Draft.read("targets", request).signedBy(second).bytes();
        writer.restore(
                Draft.read("targets", request).with(Draft.read("targets", hers)).with(Draft.read("targets", his)));

        assertThat(writer.missing()).isEmpty();
        var online = List.of(publisher.key("snapshot"), publisher.key("timestamp"));
        publisher.metadata.putAll(writer.publish(online));
        assertThat(publisher.reader().read("a")).isEqualTo("x");
    }

    @Test
    void signaturesForAnotherDraftAreRefused() {
        var writer = publisher.writer();
        publisher.add(writer, "a", "x");
        var request = writer.drafts().getFirst();
        publisher.add(writer, "b", "y");
        var later = writer.drafts().getFirst();

        assertThatThrownBy(() -> later.with(request.signedBy(publisher.key("targets"))))
                .hasMessageContaining("another draft of targets");
    }

    @Test
    void draftThatWasPublishedSinceIsLeftOut() {
        var writer = publisher.writer();
        publisher.add(writer, "a", "x");
        var draft = writer.drafts().getFirst();
        publisher.metadata.putAll(writer.publish(publisher.keys.values()));

        var next = publisher.writer();
        next.restore(draft);
        assertThat(next.drafts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "targets", "snapshot", "timestamp"})
    void rotatedKeyIsFollowedByClientsThatKnewTheOldOne(String role) {
        publisher.add("a", "x");
        var reader = publisher.reader();
        assertThat(reader.read("a")).isEqualTo("x");
        rotate(role);
        publisher.keys.remove("old " + role);
        publisher.add("a", "y");

        assertThat(reader.read("a")).isEqualTo("y");
        assertThat(publisher.reader().read("a")).isEqualTo("y");
    }

    @Test
    void rotatedKeyOfADelegatedRoleIsFollowed() {
        publisher.publish(writer ->
                writer.delegate("targets", Delegation.ofPaths("team", publisher.only("team"), List.of("team/*"))));
        publisher.add("team/a", "x");
        var reader = publisher.reader();
        assertThat(reader.read("team/a")).isEqualTo("x");
        publisher.keys.put("team", Publisher.key());
        publisher.publish(writer -> writer.authorize("team", publisher.only("team")));

        assertThat(reader.read("team/a")).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "targets", "snapshot", "timestamp"})
    void everyMomentOfPublishingARotationIsAStateClientsAccept(String role) {
        publisher.add("a", "old");
        var writer = publisher.writer();
        publisher.keys.put("old", publisher.key(role));
        publisher.keys.put(role, Publisher.key());
        writer.authorize(role, publisher.only(role));
        publisher.add(writer, "a", "new");

        assertStatesAreOldOrNew(writer.publish(publisher.keys.values()));
    }

    @Test
    void everyMomentOfPublishingIsTheOldStateOrTheNew() {
        publisher.add("a", "old");
        var writer = publisher.writer();
        writer.delegate("targets", Delegation.ofPaths("team", publisher.only("team"), List.of("team/*")));
        publisher.add(writer, "a", "new");
        publisher.add(writer, "team/a", "new");

        assertStatesAreOldOrNew(writer.publish(publisher.keys.values()));
    }

    private void assertStatesAreOldOrNew(Map<String, byte[]> files) {
        var seen = new ArrayList<String>();
        for (var state : publisher.states(files)) {
            publisher.metadata.putAll(state);
            seen.add(publisher.reader().read("a"));
        }
        assertThat(seen)
                .isSortedAccordingTo((one, other) -> other.compareTo(one))
                .endsWith("new");
    }

    /// Attack 9: whoever had the online keys made versions as high as they go.
    @Test
    void fastForwardIsRecoveredFromByRevokingTheOnlineKeys() {
        publisher.add("a", "good");
        var reader = publisher.reader();
        var honest = new TreeMap<>(publisher.metadata);
        for (int i = 0; i < 20; i++) {
            publisher.add("a", "evil");
        }
        assertThat(reader.read("a")).isEqualTo("evil");
        publisher.metadata.clear();
        publisher.metadata.putAll(honest);
        publisher.keys.put("snapshot", Publisher.key());
        publisher.keys.put("timestamp", Publisher.key());
        publisher.publish(writer -> {
            writer.authorize("snapshot", publisher.only("snapshot"));
            writer.authorize("timestamp", publisher.only("timestamp"));
        });

        assertThat(reader.read("a")).isEqualTo("good");
    }

    @Test
    void refreshedRepositoryOutlivesItsTimestamp() {
        publisher.add("a", "x");
        var later = Publisher.NOW.plus(Duration.ofDays(5));
        var reader = publisher.reader();
        assertThatThrownBy(() -> reader.refreshed(later)).hasMessageContaining("timestamp version 2 expired");

        var writer = RepositoryWriter.open(publisher::metadata, later, Lifetimes.DEFAULT);
        var files = writer.publish(publisher.keys.values());
        publisher.metadata.putAll(files);
        assertThat(files).containsOnlyKeys("3.snapshot.json", "timestamp.json");
        assertThat(reader.refreshed(later).find("a")).isPresent();
    }

    @Test
    void refreshOfAFreshRepositoryChangesItsTimestampOnly() {
        publisher.add("a", "x");

        assertThat(publisher.writer().publish(publisher.keys.values())).containsOnlyKeys("timestamp.json");
    }

    @Test
    void everythingExpiredIsSignedAgain() {
        publisher.add("a", "x");
        var later = Publisher.NOW.plus(Duration.ofDays(1000));
        var writer = RepositoryWriter.open(publisher::metadata, later, Lifetimes.DEFAULT);
        writer.renew("root");
        writer.renew("targets");
        publisher.metadata.putAll(writer.publish(publisher.keys.values()));

        assertThat(publisher.reader().refreshed(later).find("a")).isPresent();
    }

    /// What a publisher signs must not be what somebody put into the folder.
    @Test
    void changedMetadataIsNotSignedAnew() {
        publisher.add("a", "x");
        var evil = new Publisher();
        evil.add("a", "evil");
        for (var name : List.of("timestamp.json", "2.snapshot.json", "2.targets.json", "1.root.json")) {
            var good = publisher.metadata(name, 0).orElseThrow();
            publisher.metadata.put(name, evil.metadata(name, 0).orElseThrow());
            assertThatThrownBy(() -> publisher.add("b", "y")).as(name).isInstanceOf(RefusedException.class);
            publisher.metadata.put(name, good);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "."})
    void targetWhosePathLeadsUpwardsIsRefused(String path) {
        assertThatThrownBy(() -> publisher.add(path, "x")).hasMessageContaining("a path with . or ..");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "..", "Root", "a b", "é", "", "-x"})
    void rolesHaveNamesThatAreSafeEverywhere(String name) {
        assertThatThrownBy(() -> publisher.publish(writer ->
                        writer.delegate("targets", Delegation.ofPaths(name, publisher.only("x"), List.of("*")))))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void thereIsOneRoleOfEachNameAndNoneWithoutAnotherAbove() {
        publisher.publish(
                writer -> writer.delegate("targets", Delegation.ofPaths("team", publisher.only("x"), List.of("*"))));
        var again = Delegation.ofPaths("team", publisher.only("x"), List.of("*"));

        assertThatThrownBy(() -> publisher.publish(writer -> writer.delegate("targets", again)))
                .hasMessageContaining("there is a role team already");
        assertThatThrownBy(() -> publisher.publish(writer -> writer.renew("other")))
                .hasMessageContaining("there is no role other");
        assertThatThrownBy(() -> publisher.publish(writer -> writer.authorize("other", publisher.only("x"))))
                .hasMessageContaining("no role delegates to other");
        assertThatThrownBy(() -> Authority.of(2, List.of(publisher.key("x").key())))
                .hasMessageContaining("above the number of keys");
    }

    private void rotate(String role) {
        Signer old = publisher.key(role);
        publisher.keys.put("old " + role, old);
        publisher.keys.put(role, Publisher.key());
        publisher.publish(writer -> writer.authorize(role, publisher.only(role)));
    }
}
