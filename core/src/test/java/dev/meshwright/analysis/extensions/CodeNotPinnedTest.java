package dev.meshwright.analysis.extensions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Findings;
import dev.meshwright.analysis.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeNotPinnedTest {
    private static String plugin(String spec) {
        return """
                apiVersion: extensions.istio.io/v1alpha1
                kind: WasmPlugin
                metadata: {name: headers, namespace: shop}
                spec: {%s}
                """.formatted(spec);
    }

    private static String envoyFilter(String checksum) {
        return """
                apiVersion: networking.istio.io/v1alpha3
                kind: EnvoyFilter
                metadata: {name: headers, namespace: shop}
                spec:
                  configPatches:
                    - applyTo: EXTENSION_CONFIG
                      patch:
                        operation: ADD
                        value:
                          typed_config:
                            config:
                              vm_config:
                                code:
                                  remote: {http_uri: {uri: "http://modules.example/a.wasm"}, sha256: "%s"}
                """.formatted(checksum);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url: registry.example/headers:latest",
                "url: oci://registry.example/headers",
                "url: https://modules.example/a.wasm"
            })
    void whatMayChangeIsAWarning(String spec) {
        assertThat(Findings.of(new CodeNotPinned(), plugin(spec)))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url: file:///opt/filters/a.wasm",
                "url: 'oci://registry.example/headers:1@sha256:0a'",
                "url: http://modules.example/a.wasm, sha256: 0a",
                "url: ''",
                "url: [a]",
                "pluginName: none"
            })
    void whatIsPinnedOrLocalIsFine(String spec) {
        assertThat(Findings.of(new CodeNotPinned(), plugin(spec))).isEmpty();
    }

    @Test
    void plaintextWithoutAChecksumIsAnError() {
        assertThat(Findings.of(new CodeNotPinned(), envoyFilter("")))
                .extracting(Finding::severity)
                .containsExactly(Severity.ERROR);
        assertThat(Findings.of(new CodeNotPinned(), envoyFilter("0a"))).isEmpty();
    }
}
