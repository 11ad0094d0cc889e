package dev.meshwright.analysis.posture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.access.PeerAuthentication.Mode;
import dev.meshwright.access.PeerAuthentications;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.posture.SecuredCall.Outcome;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import org.junit.jupiter.api.Test;

class CoverageTest {
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

    @Test
    void callsBetweenSidecarsAreCovered() {
        var coverage = Coverage.of(mesh(cart(), Examples.caller(IN)));

        assertThat(coverage.percent()).isEqualTo(100);
        assertThat(coverage.calls())
                .extracting(SecuredCall::shown, SecuredCall::outcome)
                .containsExactly(tuple("web/web → shop/cart:8080", Outcome.MUTUAL_TLS));
    }

    @Test
    void withoutKnownCallsNothingIsUncovered() {
        assertThat(Coverage.of(mesh(cart())).percent()).isEqualTo(100);
    }

    @Test
    void aCallerWithoutSidecarIsInPlaintextOrRefused() {
        assertThat(Coverage.of(mesh(cart(), Examples.caller(OUT))).with(Outcome.PLAINTEXT))
                .hasSize(1);
        assertThat(Coverage.of(mesh(cart(), Examples.caller(OUT), peers("shop", "STRICT")))
                        .with(Outcome.REFUSED))
                .hasSize(1);
    }

    @Test
    void theShareIsSaidOnceForInformation() {
        assertThat(Findings.of(new CallsInPlaintext(), cart(), Examples.caller(OUT)))
                .extracting(Finding::message)
                .containsExactly("0 % of 1 known calls are by mutual TLS; in plaintext: web/web → shop/cart:8080");
        assertThat(Findings.of(new CallsInPlaintext(), cart(), Examples.caller(OUT), peers("shop", "STRICT")))
                .isEmpty();
    }

    @Test
    void aCallerThatOnlyMayBeOutsideIsNotAccused() {
        var unknown = Examples.caller(OUT).substring(Examples.caller(OUT).indexOf("---\n") + 4);

        assertThat(Findings.of(new PlaintextCallerRefused(), cart(), unknown, peers("shop", "STRICT")))
                .isEmpty();
    }

    @Test
    void aMeshWidePolicyDecidesWhatNoNarrowerOneDoes() {
        var mesh = mesh(cart(), Examples.caller(IN), peers("istio-system", "STRICT"), peers("web", "PERMISSIVE"));
        var policy = PeerAuthentications.in(mesh.manifests()).getFirst();

        var reach = PeerReach.of(mesh, policy);

        assertThat(reach.workloads()).containsExactly(new PeerReach.Decided("shop/cart", Mode.STRICT, Mode.PERMISSIVE));
        assertThat(reach.workloads().getFirst().isChanged()).isTrue();
        assertThat(reach.broken()).isEmpty();
    }

    @Test
    void itBreaksTheCallersWithoutAProxy() {
        var mesh = mesh(cart(), Examples.caller(OUT), peers("istio-system", "STRICT"));

        var reach = PeerReach.of(mesh, PeerAuthentications.in(mesh.manifests()).getFirst());

        assertThat(reach.broken()).extracting(SecuredCall::shown).containsExactly("web/web → shop/cart:8080");
        assertThat(reach.opened()).isEmpty();
    }

    @Test
    void anExceptionOpensWhatTheMeshCloses() {
        var mesh = mesh(cart(), Examples.caller(OUT), peers("istio-system", "STRICT"), peers("shop", "PERMISSIVE"));

        var reach = PeerReach.of(mesh, PeerAuthentications.in(mesh.manifests()).getLast());

        assertThat(reach.workloads()).containsExactly(new PeerReach.Decided("shop/cart", Mode.PERMISSIVE, Mode.STRICT));
        assertThat(reach.opened()).extracting(SecuredCall::shown).containsExactly("web/web → shop/cart:8080");
    }
}
