package dev.meshwright.analysis.posture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.posture.SecuredCall.Outcome;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecuredCallsTest {
    private static final String IN = "istio-injection: enabled";
    private static final String OUT = "team: web";

    private static Mesh mesh(String... objects) {
        return Mesh.of(
                ManifestReader.parse("mesh.yaml", String.join("---\n", objects)),
                Intent.defaults(),
                Intent.NEWEST_ISTIO);
    }

    private static String peers(String namespace, String mode) {
        return """
                apiVersion: security.istio.io/v1
                kind: PeerAuthentication
                metadata: {name: of-%1$s, namespace: %1$s}
                spec: {mtls: {mode: %2$s}}
                """.formatted(namespace, mode);
    }

    private static String cart() {
        return Examples.STRICT_CART
                .substring(0, Examples.STRICT_CART.indexOf("apiVersion: security"))
                .replaceAll("---\n$", "");
    }

    private static List<String> plaintext(String... objects) {
        return Findings.of(new CallsInPlaintext(), objects).stream()
                .map(Finding::message)
                .toList();
    }

    @Test
    void callsBetweenSidecarsAreByMutualTls() {
        assertThat(MutualTls.of(mesh(cart(), Examples.caller(IN))).calls())
                .extracting(SecuredCall::callee, SecuredCall::outcome)
                .containsExactly(tuple("shop/cart:8080", Outcome.MUTUAL_TLS));
        assertThat(plaintext(cart(), Examples.caller(IN))).isEmpty();
    }

    @Test
    void aCallerWithoutSidecarIsInPlaintextOrRefused() {
        assertThat(plaintext(cart(), Examples.caller(OUT)))
                .containsExactly("web/web calls in plaintext: shop/cart:8080");
        assertThat(plaintext(cart(), Examples.caller(OUT), peers("shop", "STRICT")))
                .isEmpty();
        assertThat(Findings.of(new PlaintextCallerRefused(), cart(), Examples.caller(OUT), peers("shop", "STRICT")))
                .hasSize(1);
    }

    @Test
    void whereNobodyIsSaidToBeInTheMeshNothingIsConcluded() {
        var unlabelled = cart().replace("istio-injection: enabled", "team: a");

        assertThat(plaintext(unlabelled, Examples.caller(OUT))).isEmpty();
        assertThat(Findings.of(new PlaintextCallerRefused(), unlabelled, Examples.caller(OUT), peers("shop", "STRICT")))
                .isEmpty();
    }

    @Test
    void aCallerThatOnlyMayBeOutsideIsNotAccused() {
        var unknown = Examples.caller(OUT).substring(Examples.caller(OUT).indexOf("---\n") + 4);

        assertThat(Findings.of(new PlaintextCallerRefused(), cart(), unknown, peers("shop", "STRICT")))
                .isEmpty();
    }
}
