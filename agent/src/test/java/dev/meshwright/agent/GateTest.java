package dev.meshwright.agent;

import static dev.meshwright.agent.Authorities.CART;
import static dev.meshwright.agent.Authorities.NOW;
import static dev.meshwright.agent.Authorities.bundle;
import static dev.meshwright.agent.Authorities.release;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.trust.bundle.Bundle;
import dev.meshwright.trust.bundle.WorkloadClass;
import dev.meshwright.trust.release.Agreement;
import dev.meshwright.trust.release.Release;
import dev.meshwright.trust.release.ReleaseFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Numbers of attacks are those of `docs/security.md`.
class GateTest {
    private static final Bundle ONE = bundle("1s");
    private static final Bundle TWO = bundle("2s");

    @TempDir
    private Path folder;

    private Authorities authorities;

    @BeforeEach
    void start() {
        authorities = new Authorities(folder.resolve("repository"));
        authorities.run(7, ONE);
    }

    @Test
    void whatBothAuthoritiesNameIsWritten() throws IOException {
        var answer = first();

        assertThat(answer.line())
                .isEqualTo("{\"bundle\":\"%s\",\"class\":\"shop/cart\",\"counter\":7,\"result\":\"passed\"}\n"
                        .formatted(ONE.digest()));
        assertThat(answer.exitCode()).isZero();
        assertThat(active()).containsOnlyKeys(ONE.files().keySet());
        assertThat(out().resolve("current/bundle.json")).hasBinaryContent(ONE.bytes());
        assertThat(mode("current/bundle.json")).isEqualTo("r--r--r--");
        assertThat(mode(ONE.digest())).isEqualTo("rwxr-xr-x");
    }

    @Test
    void startAgainPassesWithoutTheRoot() {
        first();

        assertThat(gate().exitCode()).isZero();
    }

    @Test
    void nextReleaseTakesThePlaceOfTheOneBefore() throws IOException {
        first();
        authorities.run(8, TWO);

        assertThat(gate().line()).contains("\"counter\":8", TWO.digest());
        assertThat(out().resolve("current/bundle.json")).hasBinaryContent(TWO.bytes());
        try (var files = Files.list(out())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("current", ONE.digest(), TWO.digest());
        }
    }

    /// Attack 11: whoever has all online keys releases what no team approved.
    @Test
    void directorCompromisedReleasesWhatNobodyApproved() {
        first();
        authorities.release(release(8, TWO), null);

        refused("release 8 is of bundle " + TWO.digest() + ", which no team approved");
    }

    /// Attack 11: whoever has a team's keys approves what the director does not release.
    @Test
    void teamCompromisedApprovesWhatNobodyReleased() {
        authorities.approve(TWO);

        assertThat(first().line()).contains(ONE.digest());
    }

    /// Attack 11: one key must not be both authorities, whoever set the repository up.
    @Test
    void oneKeyForBothAuthoritiesIsRefused() {
        var both = new Authorities(folder.resolve("both"), "director", "director");
        both.change(
                writer -> {
                    both.add(writer, Agreement.bundlePath(CART, ONE.digest()), ONE.bytes());
                    both.add(writer, ReleaseFile.path(CART), new ReleaseFile(CART, release(7, ONE), null).bytes());
                },
                "director");

        refused(first(both), "has a key that is online: keep them apart");
    }

    /// Attack 11: keys of snapshot and timestamp are online, too.
    @Test
    void onlineKeyOfSnapshotsForATeamIsRefused() {
        var both = new Authorities(folder.resolve("both"), "online", "director");
        both.change(
                writer -> {
                    both.add(writer, Agreement.bundlePath(CART, ONE.digest()), ONE.bytes());
                    both.add(writer, ReleaseFile.path(CART), new ReleaseFile(CART, release(7, ONE), null).bytes());
                },
                "director",
                "online");

        refused(first(both), "has a key that is online: keep them apart");
    }

    /// Attack 3: the director names another class' release, or a bundle of another class.
    @Test
    void bundleOfAnotherClassIsRefused() {
        var other = bundle(WorkloadClass.parse("shop/stock"), "1s");
        authorities.change(
                writer -> authorities.add(writer, Agreement.bundlePath(CART, other.digest()), other.bytes()), "team");
        authorities.release(release(8, other), null);

        refused(first(), "the bundle is for class shop/stock instead of shop/cart");
    }

    @Test
    void releaseOfAnotherClassIsRefused() {
        var other = new ReleaseFile(WorkloadClass.parse("shop/stock"), release(8, ONE), null);
        authorities.change(writer -> authorities.add(writer, ReleaseFile.path(CART), other.bytes()), "director");

        refused(first(), "the release is of class shop/stock instead of shop/cart");
    }

    @Test
    void stateOfAnotherClassIsRefused() {
        first();

        refused(run("gate", "--class", "shop/stock"), "is of class shop/cart");
    }

    @Test
    void bundleUnderTheNameOfAnotherIsRefused() {
        authorities.change(
                writer -> authorities.add(writer, Agreement.bundlePath(CART, TWO.digest()), ONE.bytes()), "team");
        authorities.release(release(8, TWO), null);

        refused(first(), "the team approved bundle " + ONE.digest() + " under the name of");
    }

    /// Attack 6: the director is made to release what ran before.
    @Test
    void rollbackToAnEarlierReleaseIsRefused() {
        first();
        authorities.run(8, TWO);
        gate();
        authorities.release(release(7, ONE), null);

        refused("release 7 is older than release 8, which ran here");
    }

    @Test
    void wayBackIsANewReleaseOfTheOldBundle() {
        first();
        authorities.run(8, TWO);
        gate();
        authorities.release(release(9, ONE), null);

        assertThat(gate().line()).contains("\"counter\":9", ONE.digest());
    }

    @Test
    void releaseThatChangesUnderItsCounterIsRefused() {
        first();
        authorities.run(7, TWO);

        refused("a release never changes");
    }

    /// Attack 6: with the state gone, the floor holds.
    @Test
    void rollbackBelowTheFloorIsRefused() {
        refused(run("gate", "--root", authorities.root(), "--floor", 8), "release 7 is older than release 8");
    }

    /// Attack 6: an old copy of the whole repository.
    @Test
    void rollbackOfTheRepositoryIsRefused() throws IOException {
        first();
        var timestamp = Files.readAllBytes(authorities.folder.resolve("metadata/timestamp.json"));
        authorities.run(8, TWO);
        gate();
        Files.write(authorities.folder.resolve("metadata/timestamp.json"), timestamp);

        refused("was seen already");
    }

    /// Attack 6, 24: somebody removes the state.
    @Test
    void lostStateIsRefusedWithInstructions() throws IOException {
        first();
        Files.delete(folder.resolve("state/state.json"));

        var answer = gate();

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.line()).contains("there is no state in", "--root", "--floor");
    }

    @Test
    void anyByteOfTheStateChangedIsRefused() throws IOException {
        first();
        var file = folder.resolve("state/state.json");
        var bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
            var changed = bytes.clone();
            changed[i] ^= 1;
            Files.write(file, changed);

            assertThat(gate().line()).contains("refused", "is damaged", "--floor");
        }
    }

    @Test
    void truncatedStateIsRefused() throws IOException {
        first();
        Files.write(folder.resolve("state/state.json"), new byte[0]);

        refused("is damaged");
    }

    /// Attack 26.
    @Test
    void clockSetBackIsRefused() {
        first();

        refused(at(NOW.minusSeconds(1)).run(words("gate")), "the clock says 2026-05-31T23:59:59Z, but");
    }

    /// Attack 7: updates are withheld until the timestamp expires.
    @Test
    void frozenRepositoryIsRefused() {
        first();

        refused(at(NOW.plus(Duration.ofDays(2))).run(words("gate")), "timestamp version");
    }

    /// Attack 27.
    @Test
    void activationOutsideTheWindowIsRefused() {
        authorities.approve(TWO);
        authorities.release(within(8, TWO, NOW.plusSeconds(1), NOW.plusSeconds(60)), null);
        refused(first(), "release 8 may be activated from 2026-06-01T00:00:01Z to 2026-06-01T00:01:00Z");
        assertThat(at(NOW.plusSeconds(1)).run(firstWords(authorities)).exitCode())
                .isZero();
        refused(at(NOW.plusSeconds(60)).run(words("gate")), "release 8 may be activated from");
    }

    @Test
    void nextReleaseWaitsForItsWindow() {
        authorities.approve(TWO);
        authorities.release(release(7, ONE), within(8, TWO, NOW.plusSeconds(60), NOW.plusSeconds(120)));

        assertThat(first().line()).contains("\"counter\":7");
        assertThat(at(NOW.plusSeconds(60)).run(words("gate")).line()).contains("\"counter\":8");
    }

    @Test
    void waveTakesItsShareAndKeepsIt() {
        authorities.approve(TWO);
        var next = release(8, TWO, new Release.Wave(NOW, 20), new Release.Wave(NOW.plusSeconds(60), 100));
        authorities.release(release(7, ONE), next);
        var took = new ArrayList<Integer>();
        for (int i = 0; i < 40; i++) {
            var answer = at(NOW).run(firstWords(authorities, "cart-" + i));
            if (answer.line().contains("\"counter\":8")) {
                took.add(i);
            }
        }

        assertThat(took).hasSizeBetween(1, 20);
        for (int i : took) {
            assertThat(at(NOW.plusSeconds(1)).run(words("gate", "cart-" + i)).line())
                    .contains("\"counter\":8");
        }
        assertThat(at(NOW.plusSeconds(60))
                        .run(words("gate", "cart-" + others(took)))
                        .line())
                .contains("\"counter\":8");
    }

    /// Attack 4: a byte of the bundle on its way.
    @Test
    void bundleChangedOnItsWayIsRefused() throws IOException {
        var target = authorities.folder.resolve(
                "targets/bundles/shop/cart/%s.%s.json".formatted(ONE.digest(), ONE.digest()));
        var bytes = Files.readAllBytes(target);
        bytes[bytes.length / 2] ^= 1;
        Files.write(target, bytes);

        refused(first(), "has the sha256");
        assertThat(out()).doesNotExist();
    }

    /// Attack 5: there is no way to say that a signature is not needed.
    @Test
    void signatureStrippedIsRefused() throws IOException {
        for (var role : List.of("timestamp", "3.snapshot", "2.director", "2.shop-team")) {
            var file = authorities.folder.resolve("metadata/" + role + ".json");
            var text = Files.readString(file);
            Files.writeString(file, text.replaceAll("\"signatures\":\\[[^]]*]", "\"signatures\":[]"));

            assertThat(first().line()).as(role).contains("refused");
            assertThat(out()).doesNotExist();
            Files.writeString(file, text);
        }
        assertThat(first().exitCode()).isZero();
        assertThat(run("gate", "--no-verify", "true").exitCode()).isEqualTo(2);
    }

    @Test
    void refusalLeavesWhatIsActive() throws IOException {
        first();
        var before = active();
        authorities.release(release(8, TWO), null);
        gate();

        assertThat(active()).isEqualTo(before);
        assertThat(verifyActive().exitCode()).isZero();
    }

    /// Attack 13: someone edits what the proxy reads.
    @Test
    void editOfWhatIsActiveIsFound() throws IOException {
        first();
        assertThat(verifyActive().line()).contains("\"result\":\"as verified\"");
        var bootstrap = out().resolve("current/bootstrap.json");
        Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(verifyActive().line()).contains("others may write to bootstrap.json");
        Files.writeString(bootstrap, "{}");
        Files.writeString(out().resolve("current/more.json"), "{}");
        Files.delete(out().resolve("current/policy.json"));

        assertThat(verifyActive().exitCode()).isEqualTo(1);
        assertThat(verifyActive().line())
                .contains(
                        "\"differences\":[\"bootstrap.json was changed\",\"more.json is not of the bundle\","
                                + "\"policy.json is gone\"]",
                        "\"result\":\"differs\"");
        assertThat(gate().exitCode()).isZero();
        assertThat(verifyActive().exitCode()).isZero();
    }

    @Test
    void linkToAnotherBundleIsFound() throws IOException {
        first();
        Files.delete(out().resolve("current"));
        Files.createSymbolicLink(out().resolve("current"), Path.of("elsewhere"));

        assertThat(verifyActive().line()).contains("the active bundle is elsewhere");
    }

    @Test
    void bundleReplacedAsAWholeIsFound() throws IOException {
        first();
        var file = out().resolve("current/bundle.json");
        Files.delete(file);
        Files.write(file, TWO.bytes());

        assertThat(verifyActive().line()).contains("bundle.json was changed");
    }

    @Test
    void wrongUseSaysWhatIsWrong() {
        assertThat(at(NOW).run(List.of("gate")).line()).contains("--class is missing");
        assertThat(at(NOW).run(List.of("gatr")).line()).contains("there is no command \\\"gatr\\\"");
        assertThat(run("gate", "--floor", 7).line()).contains("go with --root");
        assertThat(run("gate", "--root", authorities.root(), "--floor", "x").line())
                .contains("not a whole number");
        assertThat(at(NOW).run(List.of("gate", "--class", "cart")).exitCode()).isEqualTo(1);
        first();
        refused(run("gate", "--repository", "http://localhost"), "neither a URL with https nor a folder");
        refused(run("gate", "--repository", "https://localhost"), "pin the server's key");
    }

    private static int others(List<Integer> took) {
        int other = 0;
        while (took.contains(other)) {
            other++;
        }
        return other;
    }

    private static Release within(long counter, Bundle bundle, Instant from, Instant to) {
        return new Release(counter, bundle.digest(), bundle.bytes().length, from, to, List.of());
    }

    private static Agent at(Instant now) {
        return new Agent(() -> now, Map.of("HOSTNAME", "cart-0"));
    }

    private Agent.Answer first() {
        return first(authorities);
    }

    private Agent.Answer first(Authorities of) {
        return at(NOW).run(firstWords(of));
    }

    private List<String> firstWords(Authorities of) {
        return firstWords(of, "cart-0");
    }

    private List<String> firstWords(Authorities of, String instance) {
        var words = new ArrayList<>(words("gate", instance));
        words.set(words.indexOf("--repository") + 1, of.folder.toString());
        words.addAll(List.of("--root", of.root().toString(), "--floor", "1"));
        return words;
    }

    private Agent.Answer gate() {
        return run("gate");
    }

    private Agent.Answer run(String command, Object... changed) {
        var words = new ArrayList<>(words(command));
        for (int i = 0; i < changed.length; i += 2) {
            int at = words.indexOf(changed[i].toString());
            if (at < 0) {
                words.add(changed[i].toString());
                words.add(changed[i + 1].toString());
            } else {
                words.set(at + 1, changed[i + 1].toString());
            }
        }
        return at(NOW).run(words);
    }

    private List<String> words(String command) {
        return words(command, "cart-0");
    }

    /// Each instance has folders of its own.
    private List<String> words(String command, String instance) {
        var own = instance.equals("cart-0") ? folder : folder.resolve(instance);
        return List.of(
                command,
                "--class",
                "shop/cart",
                "--instance",
                instance,
                "--repository",
                authorities.folder.toString(),
                "--state",
                own.resolve("state").toString(),
                "--out",
                own.resolve("out").toString());
    }

    private Agent.Answer verifyActive() {
        return at(NOW).run(List.of(
                "verify-active",
                out().toString(),
                "--state",
                folder.resolve("state").toString()));
    }

    private void refused(String reason) {
        refused(gate(), reason);
    }

    private static void refused(Agent.Answer answer, String reason) {
        assertThat(answer.line()).contains("\"result\":\"refused\"", reason);
        assertThat(answer.exitCode()).isEqualTo(1);
    }

    private Path out() {
        return folder.resolve("out");
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(out().resolve(file)));
    }

    /// What the proxy reads, by name.
    private Map<String, String> active() throws IOException {
        var files = new TreeMap<String, String>();
        try (var found = Files.list(out().resolve("current"))) {
            for (var file : found.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }
}
