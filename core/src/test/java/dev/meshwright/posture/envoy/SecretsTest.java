package dev.meshwright.posture.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.posture.Intended;
import dev.meshwright.posture.Mismatch;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/// The cart's certificate is valid from 2026-11-21T22:14:24Z for a day.
class SecretsTest {
    private static final String ROOT = """
            -----BEGIN CERTIFICATE-----
            MIIBhTCCASugAwIBAgIUSfYYhVBT8fXZSVr9lkzAE2MC5JAwCgYIKoZIzj0EAwIw
            GDEWMBQGA1UECgwNY2x1c3Rlci5sb2NhbDAeFw0yNjExMjEyMjE0MjRaFw0zNjEx
            MTgyMjE0MjRaMBgxFjAUBgNVBAoMDWNsdXN0ZXIubG9jYWwwWTATBgcqhkjOPQIB
            BggqhkjOPQMBBwNCAAQ2a7jtqB5qia2O0ttcUYi4Y+vTQe59PaOdMtbZXqeFPc6r
            nkzF0o/ZsiPgITrOda9B/cPqQwJcfls8lGPm/4CYo1MwUTAdBgNVHQ4EFgQUdt1O
            L2WqQpvnQT72RG2iySLdsnIwHwYDVR0jBBgwFoAUdt1OL2WqQpvnQT72RG2iySLd
            snIwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBStPx7KK0gMGrB
            vO9mYE/aHIdqC2hit3UPM+CAfA+7DwIhAJV5QGCyi1fDxW72GZKGmfnMrOsWGofH
            3t0BjrhluCLU
            -----END CERTIFICATE-----
            """;

    private static final String STRANGE_ROOT = """
            -----BEGIN CERTIFICATE-----
            MIIBejCCASGgAwIBAgIUY+ZmwG7iFifarAj3g1+TjN7gl8QwCgYIKoZIzj0EAwIw
            EzERMA8GA1UECgwIc3RyYW5nZXIwHhcNMjYxMTIxMjIxNDI0WhcNMzYxMTE4MjIx
            NDI0WjATMREwDwYDVQQKDAhzdHJhbmdlcjBZMBMGByqGSM49AgEGCCqGSM49AwEH
            A0IABBlVXpJ048BA5lIbbxHkXPKF2IiShFOY21gYcap4JfygOHocerP2Vhf1Ir3k
            nPiNFtyGP6Ie1svtw99/yXUaBeajUzBRMB0GA1UdDgQWBBTTps7LfFxh/rNXxz7D
            nuFncfxIfzAfBgNVHSMEGDAWgBTTps7LfFxh/rNXxz7DnuFncfxIfzAPBgNVHRMB
            Af8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIGGTOrjg5Cc54mjfDS9xgHLvniAS
            rUNqMdIFcH0ksoi7AiA1cf4D34u9mAJgwmi0VvYrhFWtnAb2xgWte/x8xO0ZTQ==
            -----END CERTIFICATE-----
            """;

    private static final String LEAF = """
            -----BEGIN CERTIFICATE-----
            MIIBkzCCATigAwIBAgIUAbftuXcyjmqFTAR7FH9ED6Uk2IwwCgYIKoZIzj0EAwIw
            GDEWMBQGA1UECgwNY2x1c3Rlci5sb2NhbDAeFw0yNjExMjEyMjE0MjRaFw0yNjEx
            MjIyMjE0MjRaMAAwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAT9Or8GUsEXco7z
            QKaKR6Pby+fwywQ4EJPBRhWZIvSxADs6BS8VdM1anUyY6RBdulVrBc4N7InhHdoI
            Xdjv20Awo3gwdjA0BgNVHREBAf8EKjAohiZzcGlmZmU6Ly9jbHVzdGVyLmxvY2Fs
            L25zL3Nob3Avc2EvY2FydDAdBgNVHQ4EFgQUHwU8k8j3fX8v5TYDr6kaZYWXI9Uw
            HwYDVR0jBBgwFoAUdt1OL2WqQpvnQT72RG2iySLdsnIwCgYIKoZIzj0EAwIDSQAw
            RgIhAI0AMbKlCRvfkiMnPEnWiYPH5RByX4tVmoaR9VQjIuBsAiEA0bP2tE/KuZs5
            RuN08DdLW7Zjmfrch+SCFsUVDlq5hjU=
            -----END CERTIFICATE-----
            """;

    private static String secret(String name, String field, String source, String pem) {
        return "{\"name\": \"%s\", \"secret\": {\"@type\": \"type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret\", \"name\": \"%s\", \"%s\": {\"%s\": {\"inline_string\": %s}}}}"
                .formatted(name, name, field, source, JsonNodeFactory.instance.stringNode(pem));
    }

    private static List<String> found(String time, String account, String roots) {
        var objects = SmallMesh.OBJECTS.replace("serviceAccountName: cart", "serviceAccountName: " + account) + """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: istio-ca-root-cert, namespace: istio-system}
                data:
                  root-cert.pem: |
                """
                + ROOT.indent(4);
        var secrets = secret("default", "tls_certificate", "certificate_chain", LEAF)
                + ","
                + secret("ROOTCA", "validation_context", "trusted_ca", roots);
        var state = SmallMesh.at(
                time,
                "{\"configs\": [{\"@type\": \"type.googleapis.com/envoy.admin.v3.SecretsConfigDump\", \"dynamic_active_secrets\": ["
                        + secrets + "]}]}");
        var intended = Intended.of(ManifestReader.parse("mesh.yaml", objects));
        return EnvoyPosture.of(intended, state).mismatches().stream()
                .map(one -> one.resource() + " " + one.code())
                .toList();
    }

    @Test
    void aFreshCertificateOfTheMeshIsSilent() {
        assertThat(found("2026-11-22T09:00:00Z", "cart", ROOT)).isEmpty();
    }

    @Test
    void oneOfAnotherAccountIsNot() {
        assertThat(found("2026-11-22T09:00:00Z", "basket", ROOT)).containsExactly("secret/default MW9021");
    }

    @Test
    void afterTwoThirdsOfItsLifeItIsLate() {
        assertThat(found("2026-11-22T16:00:00Z", "cart", ROOT)).containsExactly("secret/default MW9023");
    }

    @Test
    void afterItsEndItIsNotValid() {
        assertThat(found("2026-11-23T00:00:00Z", "cart", ROOT)).containsExactly("secret/default MW9022");
    }

    @Test
    void aFurtherRootIsAStranger() {
        assertThat(found("2026-11-22T09:00:00Z", "cart", ROOT + STRANGE_ROOT)).containsExactly("secret/ROOTCA MW9007");
    }

    @Test
    void anotherRootIsAStrangerAndTheMeshsIsMissing() {
        assertThat(found("2026-11-22T09:00:00Z", "cart", STRANGE_ROOT))
                .containsExactly("secret/ROOTCA MW9007", "secret/ROOTCA MW9007");
    }

    @Test
    void aSecretThatNothingAsksForIsExplainedByNothing() {
        var state = SmallMesh.at(
                "2026-11-22T09:00:00Z",
                "{\"configs\": [{\"@type\": \"x.SecretsConfigDump\", \"dynamic_active_secrets\": ["
                        + secret("other", "tls_certificate", "certificate_chain", LEAF) + "]}]}");

        assertThat(EnvoyPosture.of(SmallMesh.with(""), state).mismatches())
                .extracting(Mismatch::resource)
                .contains("secret/other");
    }
}
