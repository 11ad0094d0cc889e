package dev.meshwright.analysis.injection;

import static dev.meshwright.analysis.injection.Pods.INJECTED;
import static dev.meshwright.analysis.injection.Pods.deployment;
import static dev.meshwright.analysis.injection.Pods.namespace;
import static dev.meshwright.analysis.injection.Pods.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules about pods that get no sidecar, or that go around it.
class PodRulesTest {
    private final Rule hostNetwork = new HostNetworkInMesh();
    private final Rule withoutProxy = new PodWithoutProxy();
    private final Rule reservedUser = new ReservedUserId();

    @Test
    void aPodOnTheHostsNetworkIsReportedWhereItIsMeantToBeInTheMesh() {
        var asking = deployment("labels: {sidecar.istio.io/inject: 'true'}", "hostNetwork: true");

        assertThat(Findings.of(hostNetwork, INJECTED, deployment("", "hostNetwork: true")))
                .extracting(Finding::line)
                .containsExactly(8);
        assertThat(Findings.of(hostNetwork, namespace("team: a"), asking)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|hostNetwork: false",
                "|hostNetwork: 'true'",
                "|containers: []",
                "|hostNetwork: true, containers: [{name: istio-proxy, image: proxyv2}]",
                "labels: {sidecar.istio.io/inject: 'false'}|hostNetwork: true",
                "annotations: {sidecar.istio.io/inject: 'false'}|hostNetwork: true"
            })
    void otherwiseTheHostsNetworkIsMeant(String parts) {
        var metadataAndSpec = parts.split("\\|", -1);

        assertThat(Findings.of(hostNetwork, INJECTED, deployment(metadataAndSpec[0], metadataAndSpec[1])))
                .isEmpty();
    }

    @Test
    void outsideTheMeshTheHostsNetworkIsNobodysConcern() {
        var workload = deployment("", "hostNetwork: true");
        var asking = deployment("labels: {sidecar.istio.io/inject: 'true'}", "hostNetwork: true");

        assertThat(Findings.of(hostNetwork, namespace("team: a"), workload)).isEmpty();
        assertThat(Findings.of(hostNetwork, workload)).isEmpty();
        assertThat(Findings.of(hostNetwork, namespace("istio-injection: disabled"), asking))
                .isEmpty();
    }

    @Test
    void onlyPodsCanLackTheirProxy() {
        assertThat(Findings.of(withoutProxy, INJECTED, pod("labels: {}", "containers: [{name: c}]")))
                .extracting(Finding::message)
                .containsExactly("Pod shop/cart has no container istio-proxy");
        assertThat(Findings.of(withoutProxy, INJECTED, deployment("", "containers: [{name: c}]")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "labels: {}|containers: [{name: istio-proxy, image: proxyv2}]",
                "labels: {}|initContainers: [{name: istio-proxy, image: proxyv2}]",
                "labels: {}|hostNetwork: true",
                "labels: {sidecar.istio.io/inject: 'False'}|containers: []",
                "annotations: {sidecar.istio.io/inject: 'false'}|containers: []"
            })
    void aPodThatHasItsProxyOrWantsNoneIsFine(String parts) {
        var metadataAndSpec = parts.split("\\|", -1);

        assertThat(Findings.of(withoutProxy, INJECTED, pod(metadataAndSpec[0], metadataAndSpec[1])))
                .isEmpty();
    }

    @Test
    void aContainerOfThatNameWithoutAnImageIsNoProxy() {
        assertThat(Findings.of(withoutProxy, INJECTED, pod("labels: {}", "containers: [{name: istio-proxy}]")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "securityContext: {runAsUser: 1337}",
                "containers: [{name: a}, {name: c, securityContext: {runAsUser: 1337}}]"
            })
    void anApplicationAsUser1337IsReported(String spec) {
        assertThat(Findings.of(reservedUser, deployment("", spec))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "securityContext: {runAsUser: 1000}",
                "securityContext: {runAsGroup: 1337, fsGroup: 1337}",
                "containers: [{name: istio-proxy, securityContext: {runAsUser: 1337}}]",
                "initContainers: [{name: fetch, securityContext: {runAsUser: 1337}}]",
                "securityContext: [1337], containers: [7, {securityContext: {runAsUser: {}}}]"
            })
    void otherUsersAndTheProxyAreFine(String spec) {
        assertThat(Findings.of(reservedUser, deployment("", spec))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"istio: pilot", "release: istio"})
    void istiosOwnWorkloadsMayRunAsIt(String label) {
        var own = deployment("", "securityContext: {runAsUser: 1337}")
                .replace("namespace: shop}", "namespace: shop, labels: {" + label + "}}");

        assertThat(Findings.of(reservedUser, own)).isEmpty();
    }

    @Test
    void thePodAndItsContainersGiveOneFinding() {
        var both = "securityContext: {runAsUser: 1337}, containers: [{name: c, securityContext: {runAsUser: 1337}}]";

        assertThat(Findings.of(reservedUser, pod("labels: {}", both)))
                .extracting(Finding::resource, Finding::message)
                .containsExactly(tuple("cart", "shop/cart runs as user 1337, which is the sidecar's"));
    }
}
