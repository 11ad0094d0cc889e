package dev.meshwright.analysis.security;

import static dev.meshwright.analysis.security.Meshes.SHOP;
import static dev.meshwright.analysis.security.Meshes.check;
import static dev.meshwright.analysis.security.Meshes.peers;
import static dev.meshwright.analysis.security.Meshes.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Rule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The ports that policies name, compared with those on which the pods listen.
class ListeningPortsTest {
    private static final String CART = "selector: {matchLabels: {app: cart}}";
    private static final String SILENT = SHOP.replace("ports: [{containerPort: 8080}]", "image: x")
            .replace("targetPort: 8080", "targetPort: web")
            .replace("cart", "quiet");

    private final Rule inPolicy = new PolicyPortNotListened();
    private final Rule inPeers = new PortModeWithoutEffect();

    @Test
    void theTargetPortOfTheServiceIsTheFix() {
        assertThat(both(SHOP, 80))
                .extracting(Finding::code, Finding::path, Finding::fix)
                .containsExactly(
                        tuple("MW3104", "spec.rules[0].to[0].operation.ports", "Use 8080, the target port."),
                        tuple("MW2105", "spec.portLevelMtls.80", "Use 8080, the target port."));
    }

    @Test
    void aPortThatIsNowhereIsNamedWithThoseThatAre() {
        assertThat(both(SHOP, 9090))
                .extracting(Finding::message)
                .containsOnly("shop/cart does not listen on port 9090; it listens on [8080]");
    }

    @Test
    void whereSomePodsTellNothingNothingIsSaid() {
        var forAll = policy("{rules: [{to: [{operation: {ports: ['9090']}}]}]}");

        assertThat(check(inPolicy, SHOP + forAll)).hasSize(1);
        assertThat(check(inPolicy, SILENT + forAll)).isEmpty();
        assertThat(check(inPolicy, SHOP + SILENT + forAll)).isEmpty();
    }

    @Test
    void oneOfSeveralWorkloadsThatListensIsEnough() {
        var other = SHOP.replace("name: cart", "name: other").replace("8080", "9090");

        assertThat(both(SHOP + other, 9090)).isEmpty();
        assertThat(both(SHOP + other, 7070)).hasSize(2);
    }

    @Test
    void workloadsOfOtherNamespacesDoNotListenForThisOne() {
        var bank = SHOP.replace("shop", "bank").replace("8080", "9090");

        assertThat(both(SHOP + bank, 9090)).hasSize(2);
    }

    @Test
    void aPolicyOfTheRootNamespaceIsForAllOfThem() {
        var mesh = policy("{rules: [{to: [{operation: {ports: ['9090']}}]}]}")
                .replace("namespace: shop", "namespace: istio-system");
        var bank = SHOP.replace("shop", "bank").replace("8080", "9090");

        assertThat(check(inPolicy, SHOP + mesh)).hasSize(1);
        assertThat(check(inPolicy, SHOP + bank + mesh)).isEmpty();
    }

    @Test
    void aSelectorWithoutWorkloadsIsTheOtherRulesFault() {
        assertThat(check(inPolicy, policy(portRule(9090)))).isEmpty();
        assertThat(check(inPeers, peers("shop", "{" + CART + ", portLevelMtls: {9090: {mode: STRICT}}}")))
                .isEmpty();
    }

    @Test
    void whatIsExcludedOrNoPortIsNotCompared() {
        assertThat(check(inPolicy, SHOP + policy("{rules: [{to: [{operation: {notPorts: ['9090']}}]}]}")))
                .isEmpty();
        assertThat(check(inPolicy, SHOP + policy("{rules: [{to: [{operation: {ports: [web, '999999', '']}}]}]}")))
                .isEmpty();
    }

    @Test
    void aConditionNamesPortsToo() {
        assertThat(check(inPolicy, SHOP + policy("{rules: [{when: [{key: destination.port, values: ['80']}]}]}")))
                .hasSize(1);
    }

    private List<Finding> both(String shop, int port) {
        var peers = peers("shop", "{" + CART + ", portLevelMtls: {" + port + ": {mode: STRICT}}}");
        return Stream.concat(
                        check(inPolicy, shop + policy(portRule(port))).stream(), check(inPeers, shop + peers).stream())
                .toList();
    }

    private static String portRule(int port) {
        return "{" + CART + ", rules: [{to: [{operation: {ports: ['" + port + "']}}]}]}";
    }
}
