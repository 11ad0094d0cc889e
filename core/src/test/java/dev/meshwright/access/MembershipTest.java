package dev.meshwright.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.access.Membership.Proxy;
import dev.meshwright.access.Membership.State;
import dev.meshwright.topology.Workloads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembershipTest {
    private static final String NONE = "";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "istio-injection: enabled                    | ``                                        | IN     | SIDECAR",
                "istio-injection: enabled                    | labels: {sidecar.istio.io/inject: 'false'}      | OUT    | NONE",
                "istio-injection: enabled                    | annotations: {sidecar.istio.io/inject: 'false'} | OUT    | NONE",
                "istio-injection: disabled                   | labels: {sidecar.istio.io/inject: 'true'}       | OUT    | NONE",
                "istio-injection: disabled                   | labels: {istio.io/rev: canary}                  | OUT    | NONE",
                "istio.io/rev: canary                        | ``                                        | IN     | SIDECAR",
                "istio.io/rev: canary                        | annotations: {sidecar.istio.io/inject: 'no'}    | OUT    | NONE",
                "team: shop                                  | ``                                        | UNSAID | NONE",
                "team: shop                                  | labels: {sidecar.istio.io/inject: 'true'}       | IN     | SIDECAR",
                "team: shop                                  | labels: {istio.io/rev: canary}                  | IN     | SIDECAR",
                "team: shop                                  | annotations: {sidecar.istio.io/inject: 'true'}  | UNSAID | NONE",
                "istio.io/dataplane-mode: ambient            | ``                                        | IN     | ZTUNNEL",
                "istio.io/dataplane-mode: ambient            | labels: {istio.io/dataplane-mode: none}         | UNSAID | NONE",
                "istio.io/dataplane-mode: ambient            | labels: {sidecar.istio.io/inject: 'false'}      | IN     | ZTUNNEL",
                "istio.io/dataplane-mode: ambient            | labels: {sidecar.istio.io/inject: 'true'}       | IN     | SIDECAR",
                "istio.io/dataplane-mode: ambient            | annotations: {sidecar.istio.io/inject: 'true'}  | IN     | ZTUNNEL",
                "istio-injection: disabled, istio.io/dataplane-mode: ambient | ``                        | IN     | ZTUNNEL",
                "team: shop                                  | labels: {istio.io/dataplane-mode: ambient}      | IN     | ZTUNNEL"
            })
    void labelsOfTheNamespaceAndThePodsDecide(String namespace, String pod, State state, Proxy proxy) {
        var namespaceObject = """
                {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {%s}}}
                ---
                """.formatted(namespace);
        assertMembership(namespaceObject, pod, "{name: c}", state, proxy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                        | UNSAID | SIDECAR",
                "labels: {sidecar.istio.io/inject: 'false'}      | OUT    | NONE",
                "annotations: {sidecar.istio.io/inject: 'false'} | OUT    | NONE",
                "annotations: {sidecar.istio.io/inject: 'true'}  | UNSAID | SIDECAR"
            })
    void whereTheNamespaceIsNotInTheInputASidecarIsTakenForGranted(String pod, State state, Proxy proxy) {
        assertMembership(NONE, pod, "{name: c}", state, proxy);
    }

    @Test
    void aSidecarInTheManifestIsOne() {
        assertMembership(NONE, "", "{name: istio-proxy, image: proxyv2}", State.IN, Proxy.SIDECAR);
    }

    private static void assertMembership(String objects, String pod, String container, State state, Proxy proxy) {
        var manifests = Small.parse(objects + """
                {apiVersion: v1, kind: Pod, metadata: {name: cart, namespace: shop, %s}, spec: {containers: [%s]}}
                """.formatted(pod, container));
        var workload = Workloads.of(manifests).getFirst();
        var membership = Membership.of(manifests);
        assertThat(membership.of(workload)).isEqualTo(state);
        assertThat(membership.proxyOf(workload)).isEqualTo(proxy);
    }
}
