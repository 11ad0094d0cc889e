package dev.meshwright.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchemasTest {
    private static final List<String> GROUPS = List.of(
            "networking.istio.io",
            "security.istio.io",
            "telemetry.istio.io",
            "extensions.istio.io",
            "gateway.networking.k8s.io");

    /// Reading a schema reads its CEL rules and patterns: one that we cannot read would throw.
    @Test
    void everySchemaOfEveryVersionIsUnderstood() {
        for (var version : Schemas.istioVersions()) {
            for (var group : GROUPS) {
                var kinds = Schemas.of(version).ofGroup(group);
                assertThat(kinds).isNotEmpty();
                assertThat(kinds)
                        .allSatisfy(kind -> assertThat(kind.schema().type()).isEqualTo(Schema.Type.OBJECT));
            }
        }
    }

    @Test
    void aVersionWithoutFactsGetsTheNearestOlderOne() {
        assertThat(Schemas.of("1.99").istioVersion()).isEqualTo("1.31");
        assertThat(Schemas.of("1.30").istioVersion()).isEqualTo("1.30");
        assertThat(Schemas.of("1.4").istioVersion()).isEqualTo("1.29");
        assertThat(Schemas.of("newest").istioVersion()).isEqualTo("1.29");
    }

    @Test
    void kindsCameWithVersions() {
        assertThat(Schemas.of("1.31").find("extensions.istio.io/v1alpha1", "TrafficExtension"))
                .isPresent();
        assertThat(Schemas.of("1.29").find("extensions.istio.io/v1alpha1", "TrafficExtension"))
                .isEmpty();
    }
}
