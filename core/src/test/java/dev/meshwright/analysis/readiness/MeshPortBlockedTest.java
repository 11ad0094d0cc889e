package dev.meshwright.analysis.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeshPortBlockedTest {
    private static final String CART = Examples.cart("", "{containers: [{name: cart}]}");

    private static List<String> messages(String... objects) {
        return Findings.of(new MeshPortBlocked(), String.join("", objects)).stream()
                .map(Finding::message)
                .toList();
    }

    private static String pods(String name, String labels) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s, namespace: shop}
                spec:
                  template:
                    metadata: {labels: {%s}}
                    spec: {containers: [{name: c}]}
                ---
                """.formatted(name, labels);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{podSelector: {}}",
                "{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}",
                "{podSelector: {}, ingress: [{ports: [{port: 15000, endPort: 15020}]}]}",
                "{podSelector: {}, ingress: [{ports: [{port: 8080}]}, {ports: [{port: 15008}]}]}",
                "{podSelector: {matchLabels: {app: other}}, ingress: [{ports: [{port: 8080}]}]}",
                "{podSelector: {}, policyTypes: [Egress], ingress: [{ports: [{port: 8080}]}]}",
                "{podSelector: {}, ingress: [{ports: [{protocol: TCP}]}]}",
                "{podSelector: {}, ingress: [{ports: [{port: 53, protocol: UDP}, {port: 53}]}]}",
                "{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 53, protocol: UDP}]}]}"
            })
    void whatLetsHboneThroughOrNothingAtAllIsFine(String spec) {
        assertThat(messages(Examples.AMBIENT, CART, Examples.networkPolicy(spec)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{podSelector: {}, ingress: [{ports: [{port: 8080}]}]}",
                "{podSelector: {}, ingress: [{ports: [{port: http}]}]}",
                "{podSelector: {}, ingress: [{ports: [{port: 15008, protocol: UDP}, {port: 8080}]}]}",
                "{podSelector: {}, egress: [{ports: [{port: 8080}]}], policyTypes: [Egress]}"
            })
    void ambientCallsComeOnAnotherPortThanTheApplications(String spec) {
        assertThat(messages(Examples.AMBIENT, CART, Examples.networkPolicy(spec)))
                .hasSize(1)
                .first()
                .asString()
                .contains("port 15008");
    }

    @Test
    void whatOnePolicyKeepsOutAnotherMayLetIn() {
        var other = Examples.networkPolicy("{podSelector: {}, ingress: [{ports: [{port: 15008}]}]}")
                .replace("name: cart", "name: mesh");

        assertThat(messages(
                        Examples.AMBIENT,
                        CART,
                        Examples.networkPolicy("{podSelector: {}, ingress: [{ports: [{port: 8080}]}]}"),
                        "---\n",
                        other))
                .isEmpty();
    }

    @Test
    void sidecarsAreCalledOnTheApplicationsPort() {
        assertThat(messages(
                        Examples.NAMESPACE,
                        CART,
                        Examples.networkPolicy("{podSelector: {}, ingress: [{ports: [{port: 8080}]}]}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ports: [{port: 8080}]} | 1",
                "{to: [{podSelector: {}}]} | 1",
                "{to: [{namespaceSelector: {matchLabels: {team: a}}}]} | 1",
                "{to: [{namespaceSelector: {}}]} | 0",
                "{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: istio-system}}}], ports: [{port: 15012}]} | 0",
                "{to: [{namespaceSelector: {}, podSelector: {matchLabels: {app: istiod}}}]} | 0",
                "{to: [{ipBlock: {cidr: 10.0.0.0/8}}]} | 0",
                "{ports: [{port: 15012}]} | 0"
            })
    void sidecarsHaveToReachIstiod(String rule, int found) {
        assertThat(messages(
                        Examples.NAMESPACE,
                        CART,
                        Examples.networkPolicy("{podSelector: {}, policyTypes: [Egress], egress: [" + rule + "]}")))
                .hasSize(found);
    }

    @Test
    void istiodIsAskedByProxiesAndByTheApiServer() {
        var istiod = pods("istiod", "app: istiod");

        assertThat(messages(istiod, Examples.networkPolicy("{podSelector: {}, ingress: [{ports: [{port: 15012}]}]}")))
                .containsExactly(
                        "no NetworkPolicy lets port 15017 through for shop/istiod: the API server cannot ask its"
                                + " webhooks");
    }

    @Test
    void gatewaysAreAskedHowTheyAre() {
        var gateway = pods("gateway", "istio: ingressgateway");
        var policy = "{podSelector: {}, ingress: [{ports: [{port: 8443}%s]}]}";

        assertThat(messages(gateway, Examples.networkPolicy(policy.formatted(""))))
                .hasSize(1);
        assertThat(messages(gateway, Examples.networkPolicy(policy.formatted(", {port: 15021}"))))
                .isEmpty();
    }

    @Test
    void podsThatAskToBeScrapedAre() {
        var scraped = Examples.cart("prometheus.io/scrape: 'true'", "{containers: [{name: cart}]}");
        var policy = "{podSelector: {}, ingress: [{ports: [{port: 8080}%s]}]}";

        assertThat(messages(Examples.NAMESPACE, scraped, Examples.networkPolicy(policy.formatted(""))))
                .hasSize(1);
        assertThat(messages(Examples.NAMESPACE, scraped, Examples.networkPolicy(policy.formatted(", {port: 15090}"))))
                .isEmpty();
    }

    @Test
    void onePolicyIsNamedOnceForAllThatItSelects() {
        assertThat(messages(
                        Examples.AMBIENT,
                        CART,
                        pods("other", "app: other"),
                        Examples.networkPolicy("{podSelector: {}, ingress: [{ports: [{port: 8080}]}]}")))
                .hasSize(1);
    }
}
