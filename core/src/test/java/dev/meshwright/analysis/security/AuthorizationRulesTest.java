package dev.meshwright.analysis.security;

import static dev.meshwright.analysis.security.Meshes.SHOP;
import static dev.meshwright.analysis.security.Meshes.check;
import static dev.meshwright.analysis.security.Meshes.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"shop", "sh*", "*op", "*", "SHOP"})
    void aNamespaceThatMatchesExists(String namespace) {
        assertThat(check(new SourceNamespaceNotFound(), SHOP + from("namespaces", namespace)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bank", "bank*", "*bank"})
    void aNamespaceThatMatchesNothingIsAnErrorAlsoWhereItIsExcluded(String namespace) {
        assertThat(check(new SourceNamespaceNotFound(), SHOP + from("notNamespaces", namespace)))
                .extracting(Finding::code, Finding::severity)
                .containsExactly(tuple("IST0101", Severity.ERROR));
    }

    @Test
    void withoutAnyNamespaceObjectItIsAnInference() {
        assertThat(check(new SourceNamespaceNotFound(), from("namespaces", "bank")))
                .extracting(Finding::severity, Finding::certainty)
                .containsExactly(tuple(Severity.INFO, Finding.Certainty.INFERENCE));
    }

    @Test
    void anAccountThatDoesNotExistIsAnErrorInEitherForm() {
        assertThat(check(new SourceAccountNotFound(), SHOP + from("principals", "cluster.local/ns/shop/sa/card")))
                .extracting(Finding::message)
                .containsExactly("there is no service account shop/card");
        assertThat(check(new SourceAccountNotFound(), SHOP + from("serviceAccounts", "card")))
                .extracting(Finding::message)
                .containsExactly("there is no service account shop/card");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cluster.local/ns/shop/sa/cart",
                "cluster.local/ns/shop/sa/c*",
                "*",
                "cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account"
            })
    void accountsThatExistOrMayExistAreFine(String principal) {
        var text = SHOP + from("principals", principal);
        assertThat(check(new SourceAccountNotFound(), text)).isEmpty();
        assertThat(check(new PrincipalNeverMatches(), text)).isEmpty();
        assertThat(check(new ForeignTrustDomain(), text)).isEmpty();
    }

    @Test
    void withoutAnyServiceAccountObjectItIsAnInference() {
        assertThat(check(new SourceAccountNotFound(), from("principals", "cluster.local/ns/shop/sa/cart")))
                .extracting(Finding::certainty)
                .containsExactly(Finding.Certainty.INFERENCE);
    }

    @Test
    void aPolicyForAWorkloadWithoutSidecarSelectsNothing() {
        var out = SHOP.replace("istio-injection: enabled", "team: a");
        assertThat(check(new PolicySelectsNoWorkload(), out + policy("{}"))).hasSize(1);
        assertThat(check(new PolicySelectsNoWorkload(), SHOP + policy("{}"))).isEmpty();
    }

    @Test
    void aPolicyAttachedByTargetRefsNeedsNoWorkload() {
        assertThat(check(new PolicySelectsNoWorkload(), policy("{targetRefs: [{kind: Gateway, name: web}]}")))
                .isEmpty();
    }

    @Test
    void theServicesPortInAPolicyIsNamedWithTheRightOne() {
        assertThat(check(new PolicyPortNotListened(), SHOP + policy("{rules: [{to: [{operation: {ports: ['80']}}]}]}")))
                .extracting(Finding::message, Finding::fix)
                .containsExactly(tuple(
                        "80 is the Service's port; the pods of shop/cart listen on [8080]",
                        "Use 8080, the target port."));
    }

    @Test
    void aRuleForOnePortIsNotBroad() {
        assertThat(check(new BroadAllow(), SHOP + policy("{rules: [{to: [{operation: {ports: ['8080']}}]}]}")))
                .isEmpty();
    }

    @Test
    void aDenyOfEveryoneIsNotBroad() {
        assertThat(check(new BroadAllow(), SHOP + policy("{action: DENY, rules: [{}]}")))
                .isEmpty();
    }

    @Test
    void everyPrincipalIsBroad() {
        assertThat(check(new BroadAllow(), SHOP + from("principals", "*")))
                .extracting(Finding::message)
                .containsExactly("admits every caller with a certificate of the mesh to shop/cart, on every port");
    }

    @Test
    void aMeshWithoutPoliciesIsNotToldAboutDefaultDeny() {
        assertThat(check(new NoDefaultDeny(), SHOP)).isEmpty();
    }

    private static String from(String field, String value) {
        return policy("{rules: [{from: [{source: {" + field + ": ['" + value + "']}}]}]}");
    }
}
