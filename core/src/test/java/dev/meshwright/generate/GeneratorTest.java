package dev.meshwright.generate;

import static dev.meshwright.generate.TestMesh.port;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.generate.Generation.Omission;
import dev.meshwright.intent.Intent;
import dev.meshwright.intent.IntentFile;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Edge;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratorTest {
    private static final Service.Port HTTP = port(80, 8080, Protocol.HTTP);

    private final TestMesh mesh = new TestMesh().service("shop/web", HTTP).service("shop/cart", HTTP);

    @Test
    void everyServiceHasFourFilesAndWithoutAuthorizationThree() {
        assertThat(paths(generate()))
                .filteredOn(path -> path.startsWith("cart/"))
                .hasSize(5);
        var without =
                Generator.generate(mesh.topology(), Intent.defaults(), Manifests.empty(), Scope.everything(false));
        assertThat(paths(without)).noneMatch(path -> path.endsWith("authorization-policy.yaml"));
    }

    @Test
    void whomNobodyCallsAdmitsNobody() {
        assertThat(policy("cart")).contains("action: ALLOW").doesNotContain("rules:");
    }

    @Test
    void theCallersAccountIsAdmittedOnTheWorkloadPort() {
        mesh.call("shop/web", "shop/cart", 80);
        assertThat(policy("cart")).contains("cluster.local/ns/shop/sa/web").contains("- \"8080\"");
        assertThat(policy("web")).doesNotContain("rules:");
    }

    @Test
    void callersThatTheIntentNamesAreAdmitted() {
        var intent = read("services: {shop/cart: {callers: [shop/web]}}");
        assertThat(file(generate(intent, ""), "cart/authorization-policy.yaml")).contains("sa/web");
    }

    @Test
    void inferredCallersAreOnlyCounted() {
        mesh.call("shop/web", "shop/cart", 80, Edge.Confidence.INFERRED, "");
        var documents = policy("cart").split("---\n", -1);
        assertThat(documents).hasSize(2);
        assertThat(documents[0]).doesNotContain("rules:").doesNotContain("dry-run");
        assertThat(documents[1]).contains("name: cart-inferred", "istio.io/dry-run: \"true\"", "sa/web");
        assertThat(generate().choices()).anyMatch(choice -> choice.setting().equals("inferred callers"));
    }

    @Test
    void anEntryWhoseGatewayNobodyKnowsStaysDryRunAndIsListed() {
        mesh.call("ingress", "shop/web", 80);
        assertThat(policy("web")).contains("istio.io/dry-run: \"true\"");
        assertThat(generate().omissions())
                .anyMatch(omission ->
                        omission.service().equals("shop/web") && omission.why().contains("ingressGateways"));
        var known = generate(read("ingressGateways: [edge/gateway]"), "");
        assertThat(file(known, "web/authorization-policy.yaml"))
                .contains("cluster.local/ns/edge/sa/gateway")
                .doesNotContain("dry-run");
    }

    @Test
    void aGatewayWorkloadOfTheInputIsTheEntryAndGetsNoFiles() {
        mesh.call("ingress", "shop/web", 80)
                .workload("edge/gw", "gw-account", Map.of("istio", "ingressgateway"))
                .serviceOver("edge/gw", Service.Type.LOAD_BALANCER, Map.of("app", "gw"), List.of("edge/gw"), HTTP);
        assertThat(policy("web")).contains("cluster.local/ns/edge/sa/gw-account");
        assertThat(paths(generate())).noneMatch(path -> path.startsWith("gw/"));
    }

    @Test
    void anIngressOfAControllerOutsideTheMeshOpensItsPortInPlaintext() {
        mesh.call("ingress", "shop/web", 80);
        var made = generate(Intent.defaults(), ingress("nginx"));
        assertThat(file(made, "web/peer-authentication.yaml"))
                .contains("mode: STRICT", "\"8080\":", "mode: PERMISSIVE");
        assertThat(file(made, "web/authorization-policy.yaml"))
                .contains("- \"8080\"")
                .doesNotContain("principals")
                .doesNotContain("dry-run: \"true\"");
    }

    @Test
    void aGatewayIsOfferedForAnIngressOutsideTheMeshOnly() {
        mesh.call("ingress", "shop/web", 80);
        var intent = read("ingressGateways: [edge/gateway]");
        assertThat(file(generate(intent, ingress("nginx")), "mesh/entry-shop.web.yaml"))
                .contains("kind: Gateway", "shop.example.com", "shop/web", "credentialName: cert");
        assertThat(paths(generate(intent, ingress("istio")))).noneMatch(path -> path.startsWith("mesh/entry"));
        assertThat(omissions(generate(intent, ingress("istio")), "shop/web")).contains("Gateway");
    }

    @Test
    void aPublicPortIsPermissiveOnTheWorkloadPortAndOpenAtItsPathsOnly() {
        mesh.service("shop/hook", Service.Type.LOAD_BALANCER, HTTP, port(8443, 8081, Protocol.HTTP))
                .call("shop/web", "shop/hook", 80);
        var intent = read("services: {shop/hook: {publicPorts: [{port: 8443, paths: [/in], reason: signed}]}}");
        var made = generate(intent, "");
        assertThat(file(made, "hook/peer-authentication.yaml"))
                .contains("\"8081\":")
                .doesNotContain("\"8080\":");
        assertThat(file(made, "hook/authorization-policy.yaml")).contains("- /in", "- \"8081\"", "sa/web");
        assertThat(made.choices())
                .anyMatch(choice -> choice.setting().equals("port 8081")
                        && String.valueOf(choice.better()).contains("ingress gateway"));
    }

    @Test
    void metricsOnAPortOfTheirOwnStayOpenWhereMergingIsOff() {
        var labels = new LinkedHashMap<>(Map.of("app", "m"));
        var annotations = new LinkedHashMap<>(Map.of(
                "prometheus.io/scrape",
                "true",
                "prometheus.io/port",
                "9090",
                "prometheus.istio.io/merge-metrics",
                "false"));
        mesh.workload("Deployment", "shop/m", "m", labels, annotations)
                .serviceOver("shop/m", Service.Type.CLUSTER_IP, Map.of("app", "m"), List.of("shop/m"), HTTP);
        assertThat(file(generate(), "m/peer-authentication.yaml")).contains("\"9090\":");
        assertThat(policy("m")).contains("- \"9090\"");
    }

    @Test
    void servicesOverTheSamePodsShareOnePolicyOfAllCallers() {
        mesh.serviceOver(
                        "shop/cart-too",
                        Service.Type.LOAD_BALANCER,
                        Map.of("app", "cart"),
                        List.of("shop/cart"),
                        port(90, 9090, Protocol.HTTP))
                .call("shop/web", "shop/cart-too", 90);
        assertThat(paths(generate()))
                .contains("cart-too/virtual-service.yaml", "cart-too/destination-rule.yaml")
                .doesNotContain("cart-too/peer-authentication.yaml", "cart-too/authorization-policy.yaml");
        assertThat(policy("cart")).contains("sa/web", "- \"9090\"");
        assertThat(omissions(generate(), "shop/cart-too")).contains("PeerAuthentication", "AuthorizationPolicy");
    }

    @Test
    void aSharedAccountIsReportedOnce() {
        mesh.workload("shop/x", "default", Map.of())
                .serviceOver("shop/x", Service.Type.CLUSTER_IP, Map.of("app", "x"), List.of("shop/x"), HTTP)
                .workload("shop/y", "default", Map.of())
                .serviceOver("shop/y", Service.Type.CLUSTER_IP, Map.of("app", "y"), List.of("shop/y"), HTTP)
                .call("shop/x", "shop/cart", 80);
        assertThat(generate().choices())
                .filteredOn(choice -> choice.setting().equals("service account"))
                .singleElement()
                .satisfies(choice -> assertThat(choice.why()).contains("shop/x", "shop/y"));
    }

    @Test
    void whatIsNotGeneratedForIsListedWithTheReason() {
        mesh.service("shop/db", port(5432, 5432, Protocol.POSTGRESQL))
                .service("shop/peers", Service.Type.HEADLESS, HTTP)
                .service("shop/alias", Service.Type.EXTERNAL_NAME, HTTP)
                .serviceOver("shop/any", Service.Type.CLUSTER_IP, Map.of(), List.of(), HTTP)
                .workloadOnly("shop/job");
        var made = generate();
        assertThat(omissions(made, "shop/db")).containsExactly("VirtualService");
        assertThat(omissions(made, "shop/peers")).containsExactly("VirtualService", "DestinationRule");
        assertThat(omissions(made, "shop/alias")).containsExactly("everything");
        assertThat(omissions(made, "shop/any")).containsExactly("everything");
        assertThat(omissions(made, "shop/job")).containsExactly("everything");
    }

    @Test
    void existingObjectsAreLeftAloneAndListed() {
        var existing = """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: routes, namespace: shop}
                spec: {hosts: [cart], http: []}
                ---
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: limits, namespace: shop}
                spec: {host: cart.shop.svc.cluster.local}
                ---
                apiVersion: security.istio.io/v1
                kind: PeerAuthentication
                metadata: {name: pa, namespace: shop}
                spec: {selector: {matchLabels: {app: cart}}}
                ---
                apiVersion: telemetry.istio.io/v1
                kind: Telemetry
                metadata: {name: default, namespace: istio-system}
                """;
        var made = generate(Intent.defaults(), existing);
        assertThat(omissions(made, "shop/cart"))
                .containsExactly("VirtualService", "DestinationRule", "PeerAuthentication");
        assertThat(paths(made))
                .contains("cart/authorization-policy.yaml")
                .noneMatch(path -> path.contains("telemetry"));
        assertThat(omissions(made, "shop/web")).isEmpty();
    }

    @Test
    void whatAnEarlierRunGeneratedDoesNotCountAsExisting() {
        var first = generate();
        var own = new StringBuilder();
        first.files().stream()
                .filter(file -> !file.path().endsWith("kustomization.yaml"))
                .forEach(file -> own.append("---\n").append(file.text()));
        assertThat(generate(Intent.defaults(), own.toString())).isEqualTo(first);
    }

    @Test
    void namesInSeveralNamespacesAndReservedNamesGetTheNamespaceInTheFolder() {
        mesh.service("other/cart", HTTP).service("shop/mesh", HTTP);
        assertThat(paths(generate()))
                .contains(
                        "shop.cart/virtual-service.yaml",
                        "other.cart/virtual-service.yaml",
                        "shop.mesh/virtual-service.yaml")
                .doesNotContain("cart/virtual-service.yaml", "mesh/virtual-service.yaml");
    }

    @Test
    void hostileNamesNeverBecomePaths() {
        mesh.service("shop/../../etc", HTTP).service("shop/a b", HTTP).leaves("shop/web", "../x", 443, Protocol.TLS);
        assertThat(paths(generate())).allMatch(path -> path.matches("[a-z0-9./-]+") && !path.contains(".."));
    }

    @Test
    void tracingIsOnOnlyWhereTheIntentNamesAProvider() {
        assertThat(file(generate(), "mesh/telemetry.yaml")).doesNotContain("tracing:");
        assertThat(file(generate(read("tracingProvider: zipkin"), ""), "mesh/telemetry.yaml"))
                .contains("tracing:", "name: zipkin");
    }

    @Test
    void timeoutsThatDoNotNestAreToldAtTheOutermostServiceOnly() {
        mesh.service("shop/a", HTTP).service("shop/b", HTTP).service("shop/c", HTTP);
        mesh.call("shop/a", "shop/b", 80).call("shop/b", "shop/c", 80);
        assertThat(generate().choices())
                .filteredOn(choice -> choice.setting().equals("timeout"))
                .singleElement()
                .satisfies(choice -> {
                    assertThat(choice.service()).isEqualTo("shop/a");
                    assertThat(choice.better()).isEqualTo("5s");
                });
    }

    @Test
    void aCycleOfTimeoutsIsToldOnce() {
        mesh.call("shop/web", "shop/cart", 80).call("shop/cart", "shop/web", 80);
        assertThat(generate().choices())
                .filteredOn(choice -> choice.setting().equals("timeout"))
                .hasSize(1);
    }

    private Generation generate() {
        return generate(Intent.defaults(), "");
    }

    private Generation generate(Intent intent, String manifests) {
        return Generator.generate(mesh.topology(), intent, ManifestReader.parse("existing.yaml", manifests));
    }

    private String policy(String folder) {
        return file(generate(), folder + "/authorization-policy.yaml");
    }

    private static Intent read(String text) {
        return IntentFile.read("meshwright.yaml", text).intent();
    }

    private static String ingress(String ingressClass) {
        return """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web, namespace: shop}
                spec:
                  ingressClassName: %s
                  tls: [{hosts: [shop.example.com], secretName: cert}]
                  rules:
                    - host: shop.example.com
                      http:
                        paths:
                          - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
                """.formatted(ingressClass);
    }

    private static String file(Generation made, String path) {
        return made.files().stream()
                .filter(file -> file.path().equals(path))
                .map(GeneratedFile::text)
                .findFirst()
                .orElseThrow(() -> new AssertionError(path + " is not among " + paths(made)));
    }

    private static List<String> paths(Generation made) {
        return made.files().stream().map(GeneratedFile::path).toList();
    }

    private static List<String> omissions(Generation made, String service) {
        return made.omissions().stream()
                .filter(omission -> omission.service().equals(service))
                .map(Omission::what)
                .toList();
    }
}
