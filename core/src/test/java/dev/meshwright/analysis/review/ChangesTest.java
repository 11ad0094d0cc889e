package dev.meshwright.analysis.review;

import static dev.meshwright.analysis.review.Reviewed.change;
import static dev.meshwright.analysis.review.Reviewed.namespace;
import static dev.meshwright.analysis.review.Reviewed.peers;
import static dev.meshwright.analysis.review.Reviewed.policy;
import static dev.meshwright.analysis.review.Reviewed.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.meshwright.analysis.Severity;
import dev.meshwright.analysis.review.Change.CallChange;
import dev.meshwright.analysis.review.Change.Field;
import dev.meshwright.analysis.review.Change.ModeChange;
import dev.meshwright.analysis.review.Change.ObjectChange;
import dev.meshwright.analysis.review.Change.ReachChange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private static final String MESH = String.join(
            "---\n",
            namespace("shop", "istio-injection: enabled"),
            service("shop", "cart", ""),
            service("shop", "web", "cart.shop"),
            "");
    private static final String STRICT = peers("istio-system", "{mtls: {mode: STRICT}}");

    @Test
    void theSameMeshHasNoChange() {
        var same = change(MESH + STRICT, MESH + STRICT);

        assertThat(same.objects()).isEmpty();
        assertThat(same.modes()).isEmpty();
        assertThat(same.opened()).isEmpty();
        assertThat(same.closed()).isEmpty();
        assertThat(same.newFindings()).isEmpty();
        assertThat(same.blast().touched()).isEmpty();
        assertThat(same.isAtLeast(Severity.INFO)).isFalse();
    }

    @Test
    void anyChangeOfTheMeshWidePeerAuthenticationIsCritical() {
        var permissive = peers("istio-system", "{mtls: {mode: PERMISSIVE}}");

        for (var change :
                new Change[] {change(MESH + STRICT, MESH + permissive), change(MESH + permissive, MESH + STRICT)}) {
            assertThat(change.objects()).singleElement().returns(Severity.CRITICAL, ObjectChange::severity);
        }
        assertThat(change(MESH, MESH + STRICT).objects())
                .singleElement()
                .returns(Severity.CRITICAL, ObjectChange::severity);
        assertThat(change(MESH + STRICT, MESH).objects())
                .singleElement()
                .returns(Severity.CRITICAL, ObjectChange::severity);
    }

    @Test
    void aWorkloadThatNowTakesPlaintextIsCritical() {
        var change = change(MESH + STRICT, MESH + STRICT + "---\n" + peers("shop", "{mtls: {mode: PERMISSIVE}}"));

        assertThat(change.modes())
                .extracting(ModeChange::workload, ModeChange::port, ModeChange::before, ModeChange::after)
                .containsExactly(
                        tuple("shop/cart", 0, "sidecar, STRICT", "sidecar, PERMISSIVE"),
                        tuple("shop/web", 0, "sidecar, STRICT", "sidecar, PERMISSIVE"));
        assertThat(change.modes()).extracting(ModeChange::severity).containsOnly(Severity.CRITICAL);
        assertThat(change.opened())
                .extracting(ReachChange::from, ReachChange::to)
                .contains(tuple("plaintext", "shop/cart"));
    }

    @Test
    void aPolicyThatForgetsAKnownCallerBreaksItsCall() {
        var change = change(MESH + allow("web"), MESH + allow("wep"));

        assertThat(change.breaks())
                .singleElement()
                .returns("shop/web", CallChange::from)
                .returns("shop/cart", CallChange::to)
                .returns("yes", CallChange::before)
                .returns("no", CallChange::after);
        assertThat(change.closed())
                .singleElement()
                .returns("shop/web", ReachChange::from)
                .returns("shop/cart", ReachChange::to);
        assertThat(change.isAtLeast(Severity.ERROR)).isTrue();
        assertThat(change(MESH + allow("wep"), MESH + allow("web")).mends()).hasSize(1);
    }

    @Test
    void whoGetsInWithoutBeingNamedIsToldOnce() {
        var change = change(
                MESH + allow("web"),
                MESH
                        + policy(
                                "shop",
                                "p",
                                "{selector: {matchLabels: {app: cart}},"
                                        + " rules: [{from: [{source: {principals: ['*']}}]}]}"));

        assertThat(change.opened())
                .singleElement()
                .returns(ReachChange.ANYONE, ReachChange::from)
                .returns("shop/cart", ReachChange::to)
                .returns(Severity.ERROR, ReachChange::severity);
        assertThat(change.blast().touched()).containsExactly("shop/cart");
        assertThat(change.blast().dependents()).containsExactly("shop/web");
    }

    @Test
    void aCallerThatLosesItsSidecarLosesMutualTls() {
        var change = change(
                MESH, MESH.replace("labels: {app: web}", "labels: {app: web, sidecar.istio.io/inject: \"false\"}"));

        assertThat(change.weakened())
                .singleElement()
                .returns("shop/web", CallChange::from)
                .returns(Severity.CRITICAL, CallChange::severity);
    }

    @Test
    void otherKeysForAnIssuerAreCritical() {
        assertThat(change(MESH + tokens("https://issuer/keys"), MESH + tokens("https://elsewhere/keys"))
                        .objects())
                .singleElement()
                .returns(Severity.CRITICAL, ObjectChange::severity)
                .satisfies(object -> assertThat(object.means())
                        .isEqualTo("the keys for tokens of https://issuer come from https://elsewhere/keys instead of"
                                + " https://issuer/keys: who serves them decides who anybody is"))
                .extracting(ObjectChange::fields, InstanceOfAssertFactories.list(Field.class))
                .containsExactly(
                        new Field("spec.jwtRules[0].jwksUri", "https://issuer/keys", "https://elsewhere/keys"));
        assertThat(change(MESH, MESH + tokens("https://issuer/keys")).objects())
                .singleElement()
                .returns(Severity.WARNING, ObjectChange::severity);
    }

    @Test
    void secretsAreNotShown() {
        var secret = """
                apiVersion: v1
                kind: Secret
                metadata: {name: s, namespace: shop}
                stringData: {password: %s}
                """;

        assertThat(change(MESH + secret.formatted("one"), MESH + secret.formatted("two"))
                        .objects())
                .singleElement()
                .satisfies(object ->
                        assertThat(object.fields()).containsExactly(new Field("stringData.password", "", "")));
    }

    @Test
    void whatTheClusterWritesIntoObjectsIsNoChange() {
        var live = MESH.replace(
                "metadata: {name: cart, namespace: shop}",
                "metadata: {name: cart, namespace: shop, uid: x, resourceVersion: \"7\", generation: 3}");

        assertThat(change(MESH, live).objects()).isEmpty();
    }

    private static String allow(String account) {
        return policy(
                "shop",
                "p",
                "{selector: {matchLabels: {app: cart}}, rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/"
                        + account + "]}}]}]}");
    }

    private static String tokens(String keys) {
        return """
                apiVersion: security.istio.io/v1
                kind: RequestAuthentication
                metadata: {name: jwt, namespace: shop}
                spec: {jwtRules: [{issuer: "https://issuer", jwksUri: "%s"}]}
                """.formatted(keys);
    }
}
