package dev.meshwright.trust.bundle;

import static dev.meshwright.trust.bundle.Bundles.POLICY;
import static dev.meshwright.trust.bundle.Bundles.RULE;
import static dev.meshwright.trust.bundle.Bundles.cart;
import static dev.meshwright.trust.bundle.Bundles.object;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.dsse.Envelope;
import dev.meshwright.trust.dsse.Statement;
import dev.meshwright.trust.signature.KeyFile;
import dev.meshwright.trust.signature.Scheme;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {
    private static final Bundle CART = cart("5s");

    @Test
    void sameContentIsTheSameBytesInWhateverOrderItWasFound() {
        var other = cart("5s", List.of(object(RULE), object(POLICY)));

        assertThat(other.bytes()).isEqualTo(CART.bytes());
        assertThat(other.digest())
                .isEqualTo(CART.digest())
                .isNotEqualTo(cart("6s").digest());
    }

    @Test
    void readsBackWhatItWrote() {
        assertThat(Bundle.read(CART.bytes())).isEqualTo(CART);
    }

    @Test
    void bytesAreTheSameOnEveryMachine() {
        assertThat(CART.digest()).isEqualTo("30631c0345530f642ea85a322f0d7f595b093742c18bd12e126da3382e5d3287");
    }

    /// Attack 30: one reader takes the first of two, another the last; one number has many texts.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"bootstrap"         | {"class":"a/b","bootstrap"      | this name stands twice
            1.5                  | 1.50                            | not in its canonical form
            "concurrency":2      | "concurrency":2.0               | not in its canonical form
            "concurrency":2      | "concurrency":2,"concurrency":2 | this name stands twice
            "concurrency":2      | "concurrency":9007199254740993  | past 2^53
            "concurrency":2      | "concurrency":NaN               | no value starts like this
            {"bootstrap"         | {"a":1,"bootstrap"              | "a" is not known here
            "class":"shop/cart", | ``                              | "class" is missing
            "class":"shop/       | "class":"shop\\u002f            | not in its canonical form
            "class":"shop/cart"  | "class":"shop/../cart"          | not a workload class
            "port":80            | "port":80,"weight":1            | "weight" is not known here
            TLSv1.3              | TLSv1.1                         | neither TLSv1.2 nor TLSv1.3
            PeerAuthentication   | A                               | not in its canonical form
            bundle/v1            | bundle/v2                       | instead of meshwright.dev/bundle/v1
            """)
    void ambiguousOrUnknownContentIsRefused(String from, String to, String message) {
        var text = new String(CART.bytes(), UTF_8);
        assertThat(text).contains(from);
        var changed = text.replace(from, to);

        assertThatThrownBy(() -> Bundle.read(changed.getBytes(UTF_8)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(message);
    }

    @Test
    void secretIsNoPartOfABundle() {
        var secret = object("""
                {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"}, "data": {}}
                """);

        assertThatThrownBy(() -> cart("5s", List.of(secret)))
                .isInstanceOf(RefusedException.class)
                .hasMessage("a bundle holds no Secret, and Secret s is one");
    }

    @Test
    void oneObjectStandsOnceWhateverItsVersion() {
        var beta = object(POLICY.replace("/v1", "/v1beta1"));

        assertThatThrownBy(() -> cart("5s", List.of(object(POLICY), beta)))
                .hasMessage("the bundle has PeerAuthentication shop/cart twice");
    }

    /// Attack 4: every byte of the bundle, with what it could be taken for.
    @Test
    void byteFlippedInTheBundleIsRefused() {
        var statement = Bundles.provenance().statement(CART);
        var bytes = CART.bytes();
        for (int i = 0; i < bytes.length; i++) {
            for (int change : new int[] {1, 32, 128}) {
                var changed = bytes.clone();
                changed[i] ^= (byte) change;

                assertThatThrownBy(() -> Provenance.of(statement, Bundle.read(changed)))
                        .isInstanceOf(RefusedException.class);
            }
        }
    }

    /// Attack 4: every byte of the envelope. What still verifies says the same.
    @Test
    void byteFlippedInTheEnvelopeIsRefusedOrIrrelevant() {
        var signer = KeyFile.generate(Scheme.ED25519, new SecureRandom());
        var statement = Bundles.provenance().statement(CART);
        var bytes =
                Envelope.sign(Statement.PAYLOAD_TYPE, statement.bytes(), signer).bytes();
        int accepted = 0;
        for (int i = 0; i < bytes.length; i++) {
            var changed = bytes.clone();
            changed[i] ^= 1;
            try {
                var payload = Envelope.read(changed).verify(Statement.PAYLOAD_TYPE, Set.of(signer.key()), 1);

                assertThat(payload).isEqualTo(statement.bytes());
                accepted++;
            } catch (RefusedException e) {
                assertThat(e).hasMessageNotContaining("Exception");
            }
        }

        assertThat(accepted).isLessThan(80); // the key id, which is a hint
    }

    @Test
    void provenanceIsReadBackFromItsStatement() {
        var provenance = new Provenance(
                "0123456789012345678901234567890123456789",
                List.of("out", "k8s"),
                "meshwright 1",
                "ab",
                List.of(new Provenance.Allowance("k8s/a.yaml:3", "a placeholder", "Envoy's own")));

        var read = Provenance.of(Statement.read(provenance.statement(CART).bytes()), CART);

        assertThat(read).isEqualTo(provenance);
        assertThat(read.paths()).containsExactly("k8s", "out");
    }

    @Test
    void statementAboutAnotherBundleIsRefused() {
        assertThatThrownBy(() -> Provenance.of(Bundles.provenance().statement(CART), cart("6s")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("not about the bundle");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cart", "/cart", "shop/", "Shop/cart", "shop/../cart", "shop/cart/x", "shop/-a", "shop/a\n"})
    void classThatIsNoNameOfKubernetesIsRefused(String text) {
        assertThatThrownBy(() -> WorkloadClass.parse(text)).isInstanceOf(RefusedException.class);
    }

    @Test
    void filesAreThePartsThatProxiesRead() {
        var files = CART.files();

        assertThat(files.keySet())
                .containsExactly(
                        "bundle.json",
                        "objects.json",
                        "bootstrap.json",
                        "proxy-config.json",
                        "policy.json",
                        "trust-bundle.pem");
        assertThat(new String(files.get("trust-bundle.pem"), UTF_8)).isEqualTo("""
                -----BEGIN CERTIFICATE-----
                Q0E=
                -----END CERTIFICATE-----
                -----BEGIN CERTIFICATE-----
                QUI=
                -----END CERTIFICATE-----
                """);
    }
}
