package dev.meshwright.analysis.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.Severity;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadinessRulesTest {
    private static final String STRICT = """
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default, namespace: shop}
            spec: {mtls: {mode: STRICT}}
            ---
            """;

    /// For a version of Istio whose sidecars are ordinary containers.
    private static List<Finding> checkBeforeNative(Rule rule, String... objects) {
        var manifests = ManifestReader.parse("mesh.yaml", String.join("", objects));
        return rule.check(Mesh.of(manifests, Intent.defaults(), "1.26")).toList();
    }

    private static List<Finding> check(Rule rule, String... objects) {
        return Findings.of(rule, String.join("", objects));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "args: [--bind, \"127.0.0.1:8080\"]",
                "args: [\"--listen-address=localhost:8080\"]",
                "env: [{name: LISTEN_ADDR, value: \"[::1]:8080\"}]",
                "args: [\"--web.listen-address=localhost:8080\"]",
                "args: [\"--http-addr=127.0.0.1:8080\"]",
                "env: [{name: BIND_HOST, value: 127.0.0.1}]"
            })
    void aLoopbackAddressToListenOnIsFound(String setting) {
        assertThat(check(
                        new ListensOnLocalhost(),
                        Examples.NAMESPACE,
                        Examples.SERVICE,
                        Examples.cart("", "{containers: [{name: cart, " + setting + "}]}")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "args: [\"--upstream=http://127.0.0.1:8080\"]",
                "args: [\"--metrics-addr=127.0.0.1:9090\"]",
                "args: [\"--redis-addr=127.0.0.1:8080\"]",
                "env: [{name: SERVER_HOST, value: \"localhost:8080\"}]",
                "args: [--redis, \"127.0.0.1:8080\"]",
                "env: [{name: DB_HOST, value: localhost}]",
                "env: [{name: CACHE_URL, value: \"127.0.0.1:8080\"}]",
                "args: [\"--listen=0.0.0.0:8080\"]",
                "args: [--bind]"
            })
    void whatIsCalledThereOrListensElsewhereIsFine(String setting) {
        assertThat(check(
                        new ListensOnLocalhost(),
                        Examples.NAMESPACE,
                        Examples.SERVICE,
                        Examples.cart("", "{containers: [{name: cart, " + setting + "}]}")))
                .isEmpty();
    }

    @Test
    void anAddressOfAnotherContainersPortIsOneToCall() {
        var cart = "{containers: [{name: cart, ports: [{containerPort: 8080}]}, {name: other, args:"
                + " [\"--address=127.0.0.1:8080\"]}]}";

        assertThat(check(new ListensOnLocalhost(), Examples.NAMESPACE, Examples.SERVICE, Examples.cart("", cart)))
                .isEmpty();
    }

    @Test
    void withoutSidecarOrServiceTheAddressDoesNotMatter() {
        var cart = Examples.cart("", "{containers: [{name: cart, args: [\"--listen=127.0.0.1:8080\"]}]}");

        assertThat(check(new ListensOnLocalhost(), Examples.NAMESPACE, cart)).isEmpty();
        assertThat(check(new ListensOnLocalhost(), Examples.AMBIENT, Examples.SERVICE, cart))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "curl -sf http://store/ready | 1",
                "until nc -z store 5432; do sleep 1; done | 1",
                "git clone https://example/repo /data | 1",
                "cp -r /seed /data | 0",
                "chown -R 1000 /data | 0",
                "echo done; synchronize | 0"
            })
    void initContainersThatCallNeedAProxy(String command, int found) {
        var cart = Examples.cart(
                "", "{initContainers: [{name: i, command: [sh, -c, \"" + command + "\"]}], containers: [{name: c}]}");

        assertThat(checkBeforeNative(new InitContainerCallsOut(), Examples.NAMESPACE, cart))
                .hasSize(found);
        assertThat(check(new InitContainerCallsOut(), Examples.NAMESPACE, cart))
                .as("native sidecars start first")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sidecar.istio.io/nativeSidecar: 'true' | {name: i, command: [curl, a]}",
                "traffic.sidecar.istio.io/excludeOutboundPorts: '5432' | {name: i, command: [curl, a]}",
                "a: b | {name: i, command: [curl, a], securityContext: {runAsUser: 1337}}",
                "a: b | {name: i, command: [curl, a], restartPolicy: Always}",
                "a: b | {name: istio-init, command: [curl, a]}"
            })
    void someInitContainersGetThrough(String text) {
        var parts = text.split(" \\| ", 2);

        assertThat(checkBeforeNative(
                        new InitContainerCallsOut(),
                        Examples.NAMESPACE,
                        Examples.cart(parts[0], "{initContainers: [" + parts[1] + "], containers: [{name: c}]}")))
                .isEmpty();
    }

    @Test
    void aJobEndsWithANativeSidecarOrWhenItSaysSo() {
        var job = """
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: report, namespace: shop}
                spec:
                  jobTemplate:
                    spec:
                      template:
                        metadata: {labels: {app: report}}
                        spec: {containers: [{name: report, command: [sh, -c, "/report%s"]}]}
                ---
                """;

        assertThat(checkBeforeNative(new JobNeverEnds(), Examples.NAMESPACE, job.formatted("")))
                .hasSize(1);
        assertThat(check(new JobNeverEnds(), Examples.NAMESPACE, job.formatted("")))
                .isEmpty();
        assertThat(checkBeforeNative(
                        new JobNeverEnds(),
                        Examples.NAMESPACE,
                        job.formatted("; curl -X POST localhost:15020/quitquitquit")))
                .isEmpty();
        assertThat(checkBeforeNative(new JobNeverEnds(), Examples.AMBIENT, job.formatted("")))
                .isEmpty();
    }

    @Test
    void istiodsOwnSettingDecidesWhatSidecarsAre() {
        var istiod = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
                spec:
                  template:
                    metadata: {labels: {app: istiod}}
                    spec: {containers: [{name: discovery, env: [{name: ENABLE_NATIVE_SIDECARS, value: "%s"}]}]}
                ---
                """;
        var cart = Examples.cart("", "{initContainers: [{name: i, command: [curl, a]}], containers: [{name: c}]}");

        assertThat(check(new InitContainerCallsOut(), istiod.formatted("false"), Examples.NAMESPACE, cart))
                .hasSize(1);
        assertThat(checkBeforeNative(new InitContainerCallsOut(), istiod.formatted("true"), Examples.NAMESPACE, cart))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "httpGet: {path: /, port: 8080} | ERROR",
                "httpGet: {path: /, port: web} | ERROR",
                "grpc: {port: 8080} | ERROR",
                "tcpSocket: {port: 8080} | WARNING",
                "exec: {command: [test]} | ",
                "httpGet: {path: /, port: other} | "
            })
    void checksThatAreNotRewrittenFailOrAlwaysSucceed(String probe, String severity) {
        var spec =
                "{containers: [{name: c, ports: [{name: web, containerPort: 8080}], readinessProbe: {" + probe + "}}]}";
        var found = check(
                new ProbeRefused(),
                Examples.NAMESPACE,
                STRICT,
                Examples.cart("sidecar.istio.io/rewriteAppHTTPProbers: 'false'", spec));

        assertThat(found.stream().map(one -> one.severity().name()).toList())
                .isEqualTo(severity == null ? List.of() : List.of(severity));
        assertThat(check(new ProbeRefused(), Examples.NAMESPACE, STRICT, Examples.cart("", spec)))
                .isEmpty();
    }

    @Test
    void withoutStrictOrOutsideTheSidecarChecksPass() {
        var spec = "{containers: [{name: c, livenessProbe: {httpGet: {path: /, port: 8080}}}]}";
        var off = "sidecar.istio.io/rewriteAppHTTPProbers: 'false'";

        assertThat(check(new ProbeRefused(), Examples.NAMESPACE, Examples.cart(off, spec)))
                .isEmpty();
        assertThat(check(
                        new ProbeRefused(),
                        Examples.NAMESPACE,
                        STRICT,
                        Examples.cart(off + ", traffic.sidecar.istio.io/excludeInboundPorts: '8080'", spec)))
                .isEmpty();
    }

    @Test
    void theInjectorMayTurnRewritingOffForAll() {
        var values = """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: istio-sidecar-injector, namespace: istio-system}
                data:
                  values: '{"sidecarInjectorWebhook": {"rewriteAppHTTPProbe": false}}'
                ---
                """;
        var cart = Examples.cart("", "{containers: [{name: c, livenessProbe: {httpGet: {path: /, port: 8080}}}]}");

        assertThat(check(new ProbeRefused(), Examples.NAMESPACE, values, STRICT, cart))
                .hasSize(1);
    }

    @Test
    void withoutAnyAccountInTheInputAMissingOneProvesNothing() {
        var cart = Examples.cart("", "{serviceAccountName: cart, containers: [{name: c}]}");

        assertThat(check(new AccountNotFound(), cart))
                .extracting(Finding::severity, Finding::certainty)
                .containsExactly(tuple(Severity.INFO, Finding.Certainty.INFERENCE));
        assertThat(check(new AccountNotFound(), Examples.cart("", "{containers: [{name: c}]}")))
                .isEmpty();
    }

    @Test
    void aGatewayThatMayOpenAnyPortIsFine() {
        var bad = new GatewayPortPrivileged().info().bad();

        assertThat(check(new GatewayPortPrivileged(), bad))
                .extracting(Finding::line)
                .hasSize(1);
        assertThat(check(new GatewayPortPrivileged(), bad.replace("\"true\"", "\"false\"")))
                .isEmpty();
    }
}
