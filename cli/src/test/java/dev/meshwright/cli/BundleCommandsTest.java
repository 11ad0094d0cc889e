package dev.meshwright.cli;

import static dev.meshwright.cli.Typed.command;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.trust.signature.KeyFile;
import dev.meshwright.trust.signature.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleCommandsTest {
    private static final String POLICY = """
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default, namespace: shop}
            spec: {mtls: {mode: STRICT}}
            """;

    @TempDir
    private Path folder;

    private GitFolder git;
    private Path out;

    @BeforeEach
    void start() throws IOException, GitAPIException {
        git = GitFolder.small(folder).write("k8s/policy.yaml", POLICY);
        git.commit();
        out = folder.resolve("bundles");
    }

    @Test
    void bundleHoldsWhatConcernsItsWorkload() throws IOException {
        var typed = git.build(out);

        assertThat(typed.err()).isEmpty();
        assertThat(typed.exitCode()).isZero();
        assertThat(Typed.files(out).keySet())
                .containsExactly(
                        "shop.cart.bundle.json",
                        "shop.cart.statement.json",
                        "shop.web.bundle.json",
                        "shop.web.statement.json");
        assertThat(command("bundle", "inspect", out.resolve("shop.web.bundle.json"))
                        .out())
                .contains(
                        "Class     shop/web",
                        "Identity  spiffe://cluster.local/ns/shop/sa/web",
                        "TLS       at least TLSv1.2",
                        "Trusts    1 certificates",
                        "Calls     cart.shop.svc.cluster.local:80",
                        "Objects   PeerAuthentication shop/default");
    }

    @Test
    void sameCommitGivesTheSameBytesInAnotherFolder() throws IOException, GitAPIException {
        git.build(out);
        var other = GitFolder.small(folder.resolve("elsewhere")).write("k8s/policy.yaml", POLICY);
        other.commit();
        var again = folder.resolve("again");
        other.build(again);

        assertThat(Typed.files(again)).isEqualTo(Typed.files(out));
    }

    @Test
    void orderAndCommentsAndStyleDoNotChangeADigest() throws IOException, GitAPIException {
        git.build(out);
        var before = Typed.files(out).get("shop.web.bundle.json");
        git.write("k8s/policy.yaml", """
                # the same
                spec:
                  mtls:
                    mode: "STRICT"
                metadata:
                  namespace: shop
                  name: default
                  creationTimestamp: null
                kind: PeerAuthentication
                apiVersion: security.istio.io/v1
                status: {}
                """).commit();
        git.build(out);

        assertThat(Typed.files(out).get("shop.web.bundle.json")).isEqualTo(before);
    }

    @Test
    void dirtyTreeIsRefused() throws IOException {
        git.write("k8s/policy.yaml", POLICY + "# changed\n");

        var typed = git.build(out);

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("uncommitted changes: 1 (k8s/policy.yaml)", "nothing was built");
        assertThat(out).doesNotExist();
    }

    @Test
    void fileThatGitDoesNotKnowMakesTheTreeDirty() throws IOException {
        git.write("new.txt", "x");

        assertThat(git.build(out).err()).contains("new.txt");
    }

    @Test
    void ignoredFileIsNoPartOfTheCommit() throws IOException, GitAPIException {
        git.write(".gitignore", "local.yaml\n").commit();
        git.build(out);
        var before = Typed.files(out).get("shop.web.bundle.json");
        git.write("k8s/local.yaml", POLICY.replace("default", "local"));

        assertThat(git.build(out).exitCode()).isZero();
        assertThat(Typed.files(out).get("shop.web.bundle.json")).isEqualTo(before);
    }

    @Test
    void earlierCommitIsBuiltByItsName() throws IOException, GitAPIException {
        var first = git.commit();
        git.build(out);
        var before = Typed.files(out).get("shop.web.bundle.json");
        git.write("k8s/policy.yaml", POLICY.replace("STRICT", "PERMISSIVE")).commit();

        git.build(out);
        assertThat(Typed.files(out).get("shop.web.bundle.json")).isNotEqualTo(before);
        git.build(out, "--revision", first);
        assertThat(Typed.files(out).get("shop.web.bundle.json")).isEqualTo(before);
    }

    /// Attack 28.
    @Test
    void credentialIsRefusedWithItsPlace() throws IOException, GitAPIException {
        git.write("k8s/filter.yaml", filter("Bear" + "er 0123456789abcdefghijklmn"))
                .commit();

        var typed = git.build(out);

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out()).contains("k8s/filter.yaml:5:11  refused: an Authorization header", "nothing was built");
        assertThat(out).doesNotExist();
    }

    @Test
    void placeholderIsRefusedUnlessAllowedWithAReason() throws IOException, GitAPIException {
        git.write("k8s/filter.yaml", filter("$(POD_NAME)")).commit();

        assertThat(git.build(out).out()).contains("k8s/filter.yaml:5:11  refused: the placeholder $(POD_NAME)");
        assertThat(git.build(out, "--allow", "k8s/filter.yaml:5").err()).contains("has no reason");
        assertThat(git.build(out, "--allow", "k8s/filter.yaml:5= ").err()).contains("has no reason");
        assertThat(git.build(out, "--allow", "k8s/filter.yaml:6=x").err()).contains("allows nothing");
        assertThat(git.build(out, "--allow", "k8s/filter.yaml:5=the kubelet fills it in")
                        .exitCode())
                .isZero();
        assertThat(Typed.files(out).get("shop.web.statement.json"))
                .contains("\"place\":\"k8s/filter.yaml:5\",\"reason\":\"the kubelet fills it in\"");
    }

    @Test
    void overlayOfAnEnvironmentIsRefused() throws IOException, GitAPIException {
        git.write("k8s/overlays/prod/policy.yaml", POLICY.replace("default", "prod"))
                .commit();

        assertThat(git.build(out).out())
                .contains("k8s/overlays/prod/policy.yaml  refused: chosen by the name of an environment, prod");
    }

    @Test
    void privateKeyBesideTheRootIsRefused() throws IOException, GitAPIException {
        git.write("root.pem", GitFolder.ROOT + "-----BEGIN PRIV" + "ATE KEY-----\nx\n-----END PRIV" + "ATE KEY-----\n")
                .commit();

        assertThat(git.build(out).out()).contains("refused: a private key").contains("root.pem:");
    }

    @Test
    void signedBundleVerifiesWithItsKeyOnly() throws IOException {
        git.build(out);
        var key = key("build");
        key("other");

        var signed = command(
                "bundle", "sign", out.resolve("shop.web.statement.json"), "--key", key, "--password-file", password());
        var web = out.resolve("shop.web.bundle.json");

        assertThat(signed.exitCode()).as(signed.err()).isZero();
        assertThat(verify(web, "build").out()).startsWith("verified  shop/web");
        assertThat(verify(web, "build").exitCode()).isZero();
        assertThat(verify(web, "other").exitCode()).isEqualTo(1);
        assertThat(verify(web, "other").out()).contains("signed by 0 of the 1 trusted keys");
    }

    /// Attack 5: there is no bundle that verifies without a signature.
    @Test
    void signatureStrippedIsRefused() throws IOException {
        git.build(out);
        key("build");
        var web = out.resolve("shop.web.bundle.json");

        assertThat(verify(web, "build").out()).contains("refused", "there is no envelope");
        Files.writeString(
                out.resolve("shop.web.intoto.json"),
                "{\"payload\": \"\", \"payloadType\": \"application/vnd.in-toto+json\", \"signatures\": []}");
        assertThat(verify(web, "build").exitCode()).isEqualTo(1);
        assertThat(command("bundle", "verify", web).exitCode()).isEqualTo(2);
    }

    /// Attack 10: one key counts once, however often it signs.
    @Test
    void thresholdNeedsSeveralKeys() throws IOException {
        git.build(out);
        var statement = out.resolve("shop.web.statement.json");
        var web = out.resolve("shop.web.bundle.json");
        var first = key("build");
        var second = key("other");
        for (var key : new Path[] {first, first}) {
            command("bundle", "sign", statement, "--key", key, "--password-file", password());
        }

        assertThat(verify(web, "build", "--key", folder.resolve("other.pub"), "--threshold", 2)
                        .exitCode())
                .isEqualTo(1);
        command("bundle", "sign", statement, "--key", second, "--password-file", password());
        assertThat(verify(web, "build", "--key", folder.resolve("other.pub"), "--threshold", 2)
                        .exitCode())
                .isZero();
    }

    @Test
    void diffNamesEachValue() throws IOException, GitAPIException {
        git.build(out);
        git.write("k8s/policy.yaml", POLICY.replace("STRICT", "PERMISSIVE")).commit();
        var now = folder.resolve("now");
        git.build(now);

        assertThat(command("bundle", "diff", out.resolve("shop.web.bundle.json"), now.resolve("shop.web.bundle.json"))
                        .out())
                .isEqualTo("""
                        PeerAuthentication shop/default: spec.mtls.mode
                          - "STRICT"
                          + "PERMISSIVE"
                        """);
        assertThat(command("bundle", "diff", out.resolve("shop.web.bundle.json"), out.resolve("shop.web.bundle.json"))
                        .out())
                .isEqualTo("the same\n");
    }

    private static String filter(String value) {
        return """
                apiVersion: networking.istio.io/v1alpha3
                kind: EnvoyFilter
                metadata: {name: header, namespace: shop}
                spec:
                    text: "VALUE"
                """.replace("VALUE", value);
    }

    private Typed verify(Path bundle, String key, Object... more) {
        var words = new java.util.ArrayList<Object>(
                java.util.List.of("bundle", "verify", bundle, "--key", folder.resolve(key + ".pub")));
        words.addAll(java.util.List.of(more));
        return command(words.toArray());
    }

    private Path key(String name) throws IOException {
        var key = KeyFile.generate(Scheme.ED25519, new SecureRandom());
        Files.writeString(folder.resolve(name + ".pub"), key.key().pem());
        return Files.writeString(
                folder.resolve(name + ".key"), key.text("correct horse".toCharArray(), new SecureRandom()));
    }

    private Path password() throws IOException {
        return Files.writeString(folder.resolve("password"), "correct horse\n");
    }
}
