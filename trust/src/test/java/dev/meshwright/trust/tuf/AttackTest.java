package dev.meshwright.trust.tuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.Json;
import dev.meshwright.trust.signature.Signer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The attacks of the threat model that concern a repository, each under its number; details are in `ClientTest`.
class AttackTest {
    private final Publisher publisher = new Publisher();
    private final Publisher.Reader reader = publisher.reader();

    @Test
    void attack04_bytesOfAnArtifactChanged() {
        publisher.add("shop/cart", "good");
        publisher.targets.replaceAll((_, bytes) -> "evil".getBytes(UTF_8));

        assertThatThrownBy(() -> reader.read("shop/cart")).isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"timestamp.json", "2.snapshot.json", "2.targets.json"})
    void attack05_signatureStripped(String file) {
        publisher.add("shop/cart", "good");
        publisher.metadata.computeIfPresent(
                file,
                (_, bytes) -> new String(bytes, UTF_8)
                        .replaceAll("\"signatures\":\\[[^]]*]", "\"signatures\":[]")
                        .getBytes(UTF_8));

        assertThatThrownBy(() -> reader.read("shop/cart")).isInstanceOf(RefusedException.class);
    }

    @Test
    void attack06_rollbackToAnOldStateThatWasSigned() {
        publisher.add("shop/cart", "old");
        var old = new TreeMap<>(publisher.metadata);
        publisher.add("shop/cart", "new");
        assertThat(reader.read("shop/cart")).isEqualTo("new");
        publisher.metadata.putAll(old);

        assertThatThrownBy(() -> reader.read("shop/cart")).hasMessageContaining("was seen already");
    }

    @Test
    void attack07_freezeByWithholdingUpdates() {
        publisher.add("shop/cart", "good");
        assertThat(reader.read("shop/cart")).isEqualTo("good");

        var later = Publisher.NOW.plus(Lifetimes.DEFAULT.timestamp());
        assertThatThrownBy(() -> reader.refreshed(later)).hasMessageContaining("expired");
    }

    /// Listeners of one version and clusters of another.
    @Test
    void attack08_mixOfTwoStates() {
        publisher.publish(writer -> {
            writer.delegate("targets", Delegation.ofPaths("one", publisher.only("one"), List.of("listeners")));
            writer.delegate("targets", Delegation.ofPaths("two", publisher.only("two"), List.of("clusters")));
        });
        publisher.add("listeners", "1");
        publisher.add("clusters", "1");
        var older = publisher.metadata("2.one.json", 0).orElseThrow();
        publisher.add("listeners", "2");
        publisher.metadata.put("3.one.json", older);

        assertThatThrownBy(() -> reader.read("listeners")).isInstanceOf(RefusedException.class);
    }

    /// Recovery from it is in `RepositoryWriterTest`.
    @Test
    void attack09_versionsMadeTooHighCannotBeFollowedByLowerOnes() {
        publisher.add("a", "x");
        var honest = new TreeMap<>(publisher.metadata);
        for (int i = 0; i < 5; i++) {
            publisher.add("a", "y" + i);
        }
        assertThat(reader.read("a")).isEqualTo("y4");
        publisher.metadata.putAll(honest);

        assertThatThrownBy(() -> reader.read("a")).isInstanceOf(RefusedException.class);
    }

    @Test
    void attack10_oneOfTwoSignersStolen() {
        var stolen = publisher.key("targets");
        var other = Publisher.key();
        publisher.publish(
                writer -> writer.authorize("targets", Authority.of(2, List.of(stolen.key(), other.key()))), other);
        var writer = publisher.writer();
        publisher.add(writer, "shop/cart", "evil");

        assertThatThrownBy(() -> writer.publish(publisher.keys.values())).hasMessageContaining("2 are needed");
        publisher.metadata.putAll(forged(writer));
        assertThatThrownBy(() -> reader.read("shop/cart"))
                .hasMessageContaining("targets is signed by 1 of its keys, 2 are needed");
    }

    /// What a thief of one key for targets and the online keys can make.
    private Map<String, byte[]> forged(RepositoryWriter writer) {
        Collection<Signer> keys = publisher.keys.values();
        var targets = writer.drafts().getFirst().signedBy(publisher.key("targets"));
        var snapshot = signed(
                Snapshot.ROLE,
                Content.snapshot(
                        9,
                        Publisher.NOW.plus(Duration.ofDays(1)),
                        Map.of("targets.json", MetaFile.of(targets.version(), targets.bytes()))),
                keys);
        var timestamp = signed(
                Timestamp.ROLE,
                Content.timestamp(9, Publisher.NOW.plus(Duration.ofDays(1)), MetaFile.of(9, snapshot.bytes())),
                keys);
        return Map.of(
                targets.version() + ".targets.json",
                targets.bytes(),
                "9.snapshot.json",
                snapshot.bytes(),
                "timestamp.json",
                timestamp.bytes());
    }

    private static Draft signed(String role, Json.Obj content, Collection<Signer> keys) {
        var draft = Draft.of(role, content);
        for (var key : keys) {
            draft = draft.signedBy(key);
        }
        return draft;
    }

    @Test
    void attack22_endlessMetadataAndEndlessRoots() {
        publisher.add("a", "x");
        Fetcher endless = (path, maxBytes) -> Optional.of(new byte[(int) Math.min(maxBytes + 1, 1 << 20)]);
        var client = new Client(endless, reader.store(), Publisher.NOW, Limits.DEFAULT);
        assertThatThrownBy(client::refresh).hasMessageContaining("is longer than");

        for (int i = 0; i < 5; i++) {
            publisher.publish(writer -> writer.renew("root"));
        }
        var few = new Limits(512_000, 16_384, 2_000_000, 5_000_000, 3, 32);
        new Client(publisher::metadata, reader.store(), Publisher.NOW, few).refresh();
        assertThat(Draft.read("root", reader.store().read("root").orElseThrow()).version())
                .isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"version\":2,\"version\":2",
                "\"version\":2,\"\\u0076ersion\":3",
                "\"version\":2e0",
                "\"version\":2.0",
                "\"version\":NaN",
                "\"version\":18446744073709551618",
                "\"version\":\"2\"",
            })
    void attack30_jsonThatParsersReadDifferently(String version) {
        publisher.add("a", "x");
        publisher.metadata.computeIfPresent(
                "timestamp.json",
                (_, bytes) -> new String(bytes, UTF_8)
                        .replaceFirst("\"version\":2}$|\"version\":2(?=})", version.replace("\\", "\\\\"))
                        .getBytes(UTF_8));

        assertThatThrownBy(() -> reader.read("a"))
                .isInstanceOf(RefusedException.class)
                .as("refused by its form, before any signature")
                .hasMessageNotContaining("is signed by");
    }
}
