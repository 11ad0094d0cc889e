package dev.meshwright.access;

import static dev.meshwright.access.Decision.Verdict.ALLOWED;
import static dev.meshwright.access.Decision.Verdict.REFUSED;
import static dev.meshwright.access.Small.PLAINTEXT;
import static dev.meshwright.access.Small.peers;
import static dev.meshwright.access.Small.policy;
import static dev.meshwright.access.Small.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.access.PeerAuthentication.Mode;
import org.junit.jupiter.api.Test;

class PeerAuthenticationSemanticsTest {
    private static final String MESH_STRICT = peers("istio-system", "{mtls: {mode: STRICT}}");
    private static final String SELECTOR = "selector: {matchLabels: {app: cart}}";

    @Test
    void withoutAnyTheModeIsPermissive() {
        assertThat(mode("")).isEqualTo(Mode.PERMISSIVE);
        assertThat(verdict("", PLAINTEXT)).isEqualTo(ALLOWED);
    }

    @Test
    void strictRefusesCallersWithoutCertificateWhateverPoliciesSay() {
        assertThat(verdict(MESH_STRICT + policy("ALLOW", "[{}]"), PLAINTEXT)).isEqualTo(REFUSED);
        assertThat(verdict(MESH_STRICT, Small.caller("shop", "order"))).isEqualTo(ALLOWED);
    }

    @Test
    void underDisableNobodyHasAnIdentity() {
        var disabled = peers("shop", "{mtls: {mode: DISABLE}}");
        var policy = policy("ALLOW", "[{from: [{source: {namespaces: [shop]}}]}]");
        assertThat(verdict(disabled + policy, Small.caller("shop", "order"))).isEqualTo(REFUSED);
    }

    @Test
    void theNamespaceReplacesTheMesh() {
        assertThat(mode(MESH_STRICT + peers("shop", "{mtls: {mode: PERMISSIVE}}")))
                .isEqualTo(Mode.PERMISSIVE);
    }

    @Test
    void theWorkloadReplacesTheNamespace() {
        assertThat(mode(peers("shop", "{mtls: {mode: STRICT}}")
                        + peers("shop", "{" + SELECTOR + ", mtls: {mode: DISABLE}}")))
                .isEqualTo(Mode.DISABLE);
    }

    @Test
    void anUnsetModeLeavesItToTheLevelAbove() {
        assertThat(mode(MESH_STRICT + peers("shop", "{mtls: {mode: UNSET}}") + peers("shop", "{" + SELECTOR + "}")))
                .isEqualTo(Mode.STRICT);
    }

    @Test
    void theOldestOfALevelWins() {
        var old = peers("shop", "{mtls: {mode: STRICT}}")
                .replace("{name: p,", "{name: old, creationTimestamp: '2024-01-01T00:00:00Z',");
        assertThat(mode(peers("shop", "{mtls: {mode: DISABLE}}") + old)).isEqualTo(Mode.STRICT);
    }

    @Test
    void withoutAgesTheFirstOfALevelWins() {
        assertThat(mode(peers("shop", "{mtls: {mode: STRICT}}") + peers("shop", "{mtls: {mode: DISABLE}}")))
                .isEqualTo(Mode.STRICT);
    }

    @Test
    void inTheRootNamespaceASelectorHasNoEffect() {
        assertThat(mode(peers("istio-system", "{" + SELECTOR + ", mtls: {mode: STRICT}}")))
                .isEqualTo(Mode.PERMISSIVE);
    }

    @Test
    void anEmptySelectorIsNone() {
        assertThat(mode(peers("shop", "{selector: {matchLabels: {}}, mtls: {mode: STRICT}}")))
                .isEqualTo(Mode.STRICT);
    }

    @Test
    void aPortOfTheWorkloadHasItsOwnMode() {
        var access = Small.access(MESH_STRICT
                + peers("shop", "{" + SELECTOR + ", portLevelMtls: {8081: {mode: PERMISSIVE}, 8082: {mode: UNSET}}}"));
        assertThat(access.peerModes().of(Small.cart(), 8081).mode()).isEqualTo(Mode.PERMISSIVE);
        assertThat(access.peerModes().of(Small.cart(), 8082).mode()).isEqualTo(Mode.STRICT);
        assertThat(access.peerModes().of(Small.cart(), 8080).mode()).isEqualTo(Mode.STRICT);
    }

    @Test
    void portModesNeedASelector() {
        var access = Small.access(MESH_STRICT + peers("shop", "{portLevelMtls: {8081: {mode: PERMISSIVE}}}"));
        assertThat(access.peerModes().of(Small.cart(), 8081).mode()).isEqualTo(Mode.STRICT);
    }

    @Test
    void brokenInputIsLeftOut() {
        assertThat(mode(peers("shop", "{mtls: [STRICT], portLevelMtls: {x: 1, 99999999999: {mode: STRICT}}}")))
                .isEqualTo(Mode.PERMISSIVE);
    }

    private static Mode mode(String objects) {
        return Small.access(objects).peerModes().of(Small.cart()).mode();
    }
}
