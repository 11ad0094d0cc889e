package dev.meshwright.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshwright.manifest.ManifestReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaValidatorTest {
    @Test
    void aWrongEnumNamesThePlaceTheAllowedValuesAndTheClosest() {
        var violation = violations("""
                apiVersion: security.istio.io/v1
                kind: PeerAuthentication
                metadata: {name: default}
                spec:
                  mtls:
                    mode: STRICTT
                """).getFirst();

        assertThat(violation.path()).isEqualTo("spec.mtls.mode");
        assertThat(violation.where().line()).isEqualTo(6);
        assertThat(violation.message()).contains("STRICTT", "DISABLE", "PERMISSIVE", "STRICT");
        assertThat(violation.fix()).isEqualTo("Did you mean `STRICT`?");
    }

    @Test
    void aNumberWhereATextBelongsAsksForQuotes() {
        assertThat(violations(virtualService("timeout: 3")).getFirst().fix()).isEqualTo("Put it in quotes: \"3\".");
    }

    @Test
    void aTextWhereANumberBelongsAsksForNone() {
        assertThat(violations(virtualService("retries: {attempts: \"2\"}"))
                        .getFirst()
                        .fix())
                .isEqualTo("Remove the quotes: 2.");
    }

    @Test
    void anUnknownFieldNamesTheClosestOne() {
        var violation = violations(virtualService("timout: 3s")).getFirst();

        assertThat(violation.kind()).isEqualTo(Violation.Kind.UNKNOWN_FIELD);
        assertThat(violation.path()).isEqualTo("spec.http[0].timout");
        assertThat(violation.fix()).isEqualTo("Did you mean `timeout`?");
    }

    @Test
    void fieldsThatExcludeEachOtherAreNamed() {
        assertThat(violations(virtualService("match: [{uri: {exact: /a, prefix: /b}}]"))
                        .getFirst()
                        .message())
                .contains("only one of exact, prefix, regex", "exact and prefix");
    }

    @Test
    void anExplicitNullCountsAsAbsent() {
        assertThat(violations(virtualService("timeout: null"))).isEmpty();
    }

    @Test
    void constraintsAreAskedOfAnObjectWhoseStructureIsRight() {
        assertThat(violations(virtualService("timeout: soon")))
                .extracting(Violation::kind)
                .containsExactly(Violation.Kind.CONSTRAINT);
        assertThat(violations(virtualService("timeout: soon, retries: 3")))
                .extracting(Violation::kind)
                .containsExactly(Violation.Kind.STRUCTURE);
    }

    @Test
    void defaultsAreFilledInBeforeConstraintsAreAsked() {
        assertThat(violations("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: web}
                spec:
                  parentRefs: [{name: gateway}]
                  rules:
                  - backendRefs: [{name: web, port: 80}]
                """)).isEmpty();
    }

    private static String virtualService(String field) {
        return """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: orders}
                spec:
                  hosts: [orders]
                  http:
                  - {%s}
                """.formatted(field);
    }

    private static List<Violation> violations(String text) {
        var object = ManifestReader.parse("a.yaml", text).objects().getFirst();
        var kind = Schemas.of("1.31").find(object.apiVersion(), object.kind()).orElseThrow();
        return SchemaValidator.validate(object, kind.schema());
    }
}
