package dev.meshwright.posture.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccessLogsTest {
    private static final String MESH = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio, namespace: istio-system}
            data:
              mesh: |-
                accessLogFile: /dev/stdout
            """;

    private static final String LOG = """
            [{"name": "envoy.access_loggers.file", "typed_config": {
              "@type": "type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog",
              "path": "/dev/stdout", "log_format": {"text_format_source": {"inline_string": "%s\\n"}}}}]""";

    private static boolean explains(String mesh, String format) {
        var intended = SmallMesh.with(mesh);
        var proxy = EnvoyProxy.of(intended, SmallMesh.cart("")).orElseThrow();
        var log = new AccessLogs(intended, proxy).ofTraffic();
        return log != null
                && Differences.between(log, SmallMesh.json(LOG.formatted(format)))
                        .isEmpty();
    }

    @Test
    void aFormatMayTellLess() {
        assertThat(explains(MESH, "%START_TIME% %REQ(:METHOD)% %ROUTE_NAME%")).isTrue();
    }

    @Test
    void itMayNotTellMore() {
        assertThat(explains(MESH, "%START_TIME% %REQ(AUTHORIZATION)%")).isFalse();
        assertThat(explains(MESH, "%CEL(string(request.headers))%")).isFalse();
        assertThat(explains(MESH, "%START_TIME(%Y-%m-%d)% %REQ(X-REQUEST-ID):8%"))
                .isTrue();
    }

    @Test
    void whatTheMeshConfigTellsMayBeTold() {
        var mesh = MESH + "    accessLogFormat: \"%REQ(X-TENANT)%\"\n";

        assertThat(explains(mesh, "%REQ(X-TENANT)%")).isTrue();
        assertThat(explains(mesh, "%REQ(COOKIE)%")).isFalse();
    }

    @Test
    void withoutAnAccessLogThereIsNone() {
        assertThat(explains("", "%START_TIME%")).isFalse();
    }
}
