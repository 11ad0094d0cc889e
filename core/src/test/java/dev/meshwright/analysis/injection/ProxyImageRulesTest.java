package dev.meshwright.analysis.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Findings;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProxyImageRulesTest {
    private static final String INJECTOR = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio-sidecar-injector%s, namespace: istio-system}
            data:
              values: |
                {"global": {"hub": "r.example", "tag": "1.31", "proxy": {"image": "%s"}},
                 "sidecarInjectorWebhook": {"enableNamespacesByDefault": %s}}
            """;

    @Test
    void aRevisionInjectsItsOwnImage() {
        var namespace = namespace("istio.io/rev: canary");
        var pod = pod("r.example/proxyv2:1.31", "");

        assertThat(Findings.of(new ProxyImageOutdated(), namespace, pod, injector("-canary", "proxyv2")))
                .isEmpty();
        assertThat(Findings.of(new ProxyImageOutdated(), namespace, pod, injector("-canary", "other")))
                .hasSize(1);
        assertThat(Findings.of(new ProxyImageOutdated(), namespace, pod, injector("", "other")))
                .isEmpty();
    }

    @Test
    void aVariantOfTheImageIsTheSameImage() {
        var pod = pod("r.example/proxyv2:1.31-distroless", "");
        var config = """
                apiVersion: networking.istio.io/v1beta1
                kind: ProxyConfig
                metadata: {name: image, namespace: %s}
                spec: {%simage: {imageType: distroless}}
                """;
        var mesh = new String[] {namespace("istio-injection: enabled"), pod, injector("", "proxyv2")};

        assertThat(outdated(mesh[0], mesh[1], mesh[2], "")).isEqualTo(1);
        assertThat(outdated(mesh[0], mesh[1], mesh[2], config.formatted("istio-system", "")))
                .isZero();
        assertThat(outdated(mesh[0], mesh[1], mesh[2], config.formatted("shop", "")))
                .isZero();
        assertThat(outdated(mesh[0], mesh[1], mesh[2], config.formatted("other", "")))
                .isEqualTo(1);
        assertThat(outdated(
                        mesh[0], mesh[1], mesh[2], config.formatted("shop", "selector: {matchLabels: {app: cart}}, ")))
                .isZero();
        assertThat(outdated(
                        mesh[0], mesh[1], mesh[2], config.formatted("shop", "selector: {matchLabels: {app: no}}, ")))
                .isEqualTo(1);
    }

    @Test
    void whoChoseAnImageKeepsIt() {
        assertThat(outdated(
                        namespace("istio-injection: enabled"),
                        pod("mine:1", "sidecar.istio.io/proxyImage: mine:1"),
                        injector("", "proxyv2"),
                        ""))
                .isZero();
    }

    @Test
    void aWholeImageNameIsTakenAsItStands() {
        assertThat(outdated(
                        namespace("istio-injection: enabled"),
                        pod("q.example/p:2", ""),
                        injector("", "q.example/p:2"),
                        ""))
                .isZero();
    }

    @Test
    void aNamespaceThatIsInjectedByDefaultIsNotCalledNotInjected() {
        var namespace = namespace("team: cart");
        var byDefault = INJECTOR.formatted("", "proxyv2", "true");

        assertThat(Findings.of(new InjectedByDefault(), namespace, byDefault)).hasSize(1);
        assertThat(Findings.of(new NamespaceNotInjected(), namespace, byDefault))
                .isEmpty();
        assertThat(Findings.of(new NamespaceNotInjected(), namespace, injector("", "proxyv2")))
                .hasSize(1);
    }

    @Test
    void anImageThatNobodyFillsInIsAFaultOfTheTemplate() {
        var gateway = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: edge, namespace: shop}
                spec: {template: {spec: {containers: [{name: %s, image: auto}]}}}
                """;
        var webhook = """
                apiVersion: admissionregistration.k8s.io/v1
                kind: MutatingWebhookConfiguration
                metadata: {name: injector}
                webhooks: [{name: x.istio.io, namespaceSelector: {matchLabels: {istio-injection: enabled}}}]
                """;
        var rule = new AutoImageNotInjected();

        assertThat(Findings.of(rule, gateway.formatted("istio-proxy"), webhook)).hasSize(1);
        assertThat(Findings.of(rule, gateway.formatted("auto"), webhook)).isEmpty();
        assertThat(Findings.of(rule, gateway.formatted("istio-proxy"), webhook, namespace("istio-injection: enabled")))
                .isEmpty();
    }

    private static int outdated(String... objects) {
        var given = Arrays.stream(objects).filter(object -> !object.isEmpty());
        return Findings.of(new ProxyImageOutdated(), given.toArray(String[]::new))
                .size();
    }

    private static String injector(String revision, String image) {
        return INJECTOR.formatted(revision, image, "false");
    }

    private static String namespace(String label) {
        return """
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop, labels: {%s}}
                """.formatted(label);
    }

    private static String pod(String image, String annotation) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: cart-0, namespace: shop, labels: {app: cart}, annotations: {%s}}
                spec: {containers: [{name: istio-proxy, image: "%s"}]}
                """.formatted(annotation, image);
    }
}
