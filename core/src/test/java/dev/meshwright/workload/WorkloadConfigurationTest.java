package dev.meshwright.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Mesh;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadConfigurationTest {
    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}, annotations: {ANNOTATIONS}}
                spec:
                  serviceAccountName: web
                  containers:
                    - name: web
                      image: web:1
                      env: [{name: CART_URL, value: "http://cart.shop:80"}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec: {selector: {app: web}, ports: [{name: http, port: 80}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: cart, namespace: shop}
            spec: {selector: {app: cart}, ports: [{name: http, port: 80}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: cart-v2, namespace: shop}
            spec: {selector: {app: cart}, ports: [{name: http, port: 80}]}
            ---
            """;

    @Test
    void policiesConcernTheirPodsTheirNamespaceAndTheMesh() {
        assertThat(objects("""
                kind: AuthorizationPolicy
                metadata: {name: mine, namespace: shop}
                spec: {selector: {matchLabels: {app: web}}}
                ---
                kind: AuthorizationPolicy
                metadata: {name: others, namespace: shop}
                spec: {selector: {matchLabels: {app: cart}}}
                ---
                kind: PeerAuthentication
                metadata: {name: namespace, namespace: shop}
                ---
                kind: PeerAuthentication
                metadata: {name: mesh, namespace: istio-system}
                ---
                kind: PeerAuthentication
                metadata: {name: elsewhere, namespace: pay}
                ---
                kind: AuthorizationPolicy
                metadata: {name: attached, namespace: shop}
                spec: {targetRefs: [{kind: Service, group: "", name: web}]}
                ---
                kind: AuthorizationPolicy
                metadata: {name: attached-elsewhere, namespace: shop}
                spec: {targetRefs: [{kind: Service, group: "", name: cart}]}
                """, "security.istio.io/v1")).containsExactly("mine", "namespace", "mesh", "attached");
    }

    @Test
    void routesOfCalledHostsConcernTheCallerAndSoDoesWhatTheyLeadTo() {
        assertThat(objects("""
                kind: VirtualService
                metadata: {name: called, namespace: shop}
                spec: {hosts: [cart], http: [{route: [{destination: {host: cart-v2}}]}]}
                ---
                kind: DestinationRule
                metadata: {name: led-to, namespace: shop}
                spec: {host: cart-v2.shop.svc.cluster.local}
                ---
                kind: DestinationRule
                metadata: {name: every-host, namespace: istio-system}
                spec: {host: "*.local"}
                ---
                kind: DestinationRule
                metadata: {name: own, namespace: shop}
                spec: {host: web}
                ---
                kind: DestinationRule
                metadata: {name: of-other-clients, namespace: shop}
                spec: {host: cart, workloadSelector: {matchLabels: {app: cart}}}
                ---
                kind: DestinationRule
                metadata: {name: not-exported, namespace: pay}
                spec: {host: cart.shop.svc.cluster.local, exportTo: ["."]}
                ---
                kind: VirtualService
                metadata: {name: at-a-gateway, namespace: shop}
                spec: {hosts: [cart], gateways: [entry], http: [{route: [{destination: {host: cart}}]}]}
                """, "networking.istio.io/v1")).containsExactly("called", "led-to", "every-host");
    }

    @Test
    void objectsThatAreNotIstiosAreLeftOut() {
        assertThat(objects("{kind: ConfigMap, metadata: {name: x, namespace: shop}}", "v1"))
                .isEmpty();
    }

    @Test
    void laterLayersOfProxyConfigWin() {
        var configuration = of("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: istio, namespace: istio-system}
                data:
                  mesh: |
                    trustDomain: shop.example
                    meshMTLS: {minProtocolVersion: TLSV1_3}
                    defaultConfig: {concurrency: 1, drainDuration: 45s, proxyMetadata: {A: mesh, B: mesh}}
                ---
                apiVersion: networking.istio.io/v1beta1
                kind: ProxyConfig
                metadata: {name: namespace, namespace: shop}
                spec: {concurrency: 2, environmentVariables: {B: namespace}}
                ---
                apiVersion: networking.istio.io/v1beta1
                kind: ProxyConfig
                metadata: {name: own, namespace: shop}
                spec: {selector: {matchLabels: {app: web}}, concurrency: 4}
                """, "proxy.istio.io/config: \"{concurrency: 3, proxyMetadata: {C: annotation}}\"");

        var config = configuration.proxyConfig();
        assertThat(config.text("concurrency")).contains("4");
        assertThat(config.text("drainDuration")).contains("45s");
        assertThat(config.text("proxyMetadata", "A")).contains("mesh");
        assertThat(config.text("proxyMetadata", "B")).contains("namespace");
        assertThat(config.text("proxyMetadata", "C")).contains("annotation");
        assertThat(configuration.identity()).isEqualTo("spiffe://shop.example/ns/shop/sa/web");
        assertThat(configuration.minimumTls()).isEqualTo("TLSv1.3");
    }

    @Test
    void annotationsThatStartTheProxyAreItsBootstrap() {
        var configuration = of(
                "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}",
                "sidecar.istio.io/proxyCPU: 100m, prometheus.io/port: \"1\"");

        assertThat(configuration.bootstrap())
                .extracting(entry -> entry.key())
                .containsExactly("sidecar.istio.io/proxyCPU");
        assertThat(configuration.destinations())
                .containsExactly(new WorkloadConfiguration.Destination("cart.shop.svc.cluster.local", 80));
    }

    private static List<String> objects(String objects, String apiVersion) {
        var text = ("apiVersion: " + apiVersion + "\n" + objects)
                .replace("---\n", "---\napiVersion: " + apiVersion + "\n");
        return of(objects.startsWith("{") ? objects.replace("{kind", "{apiVersion: v1, kind") : text, "")
                .objects()
                .stream()
                .map(Manifest::name)
                .toList();
    }

    private static WorkloadConfiguration of(String objects, String annotations) {
        var manifests = ManifestReader.parse("test.yaml", WEB.replace("ANNOTATIONS", annotations) + objects);
        assertThat(manifests.problems()).isEmpty();
        var mesh = Mesh.of(manifests, Intent.defaults(), Intent.NEWEST_ISTIO);
        var web = mesh.workloads().stream()
                .filter(workload -> workload.name().equals("web"))
                .findFirst()
                .orElseThrow();
        return WorkloadConfiguration.of(mesh, web);
    }
}
