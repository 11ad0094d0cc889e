package dev.meshwright.analysis.controlplane;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A Telemetry turns access logs on without saying where to.
final class TelemetryWithoutProvider implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0157",
            "TelemetryWithoutProvider",
            Category.TRAFFIC,
            Severity.WARNING,
            "A Telemetry for access logs names no provider",
            "The mesh config has no default provider for access logs, so the entry is ignored and nothing"
                    + " is logged.",
            "Name a provider, such as envoy, or set defaultProviders.accessLogging in the mesh config.",
            """
            apiVersion: telemetry.istio.io/v1
            kind: Telemetry
            metadata: {name: mesh-default, namespace: istio-system}
            spec:
              accessLogging: [{filter: {expression: 'response.code >= 500'}}]
            """,
            """
            apiVersion: telemetry.istio.io/v1
            kind: Telemetry
            metadata: {name: mesh-default, namespace: istio-system}
            spec:
              accessLogging: [{providers: [{name: envoy}]}]
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0157/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        if (!mesh.config().mesh().items("defaultProviders", "accessLogging").isEmpty()) {
            return Stream.empty();
        }
        return mesh.objects("telemetry.istio.io", "Telemetry").stream()
                .flatMap(telemetry -> telemetry.root().items("spec", "accessLogging").stream()
                        .filter(entry -> entry.items("providers").isEmpty()
                                && !entry.bool("disabled").orElse(false))
                        .limit(1)
                        .map(entry -> Finding.of(
                                INFO,
                                telemetry,
                                entry.where(),
                                "spec.accessLogging",
                                "an entry of accessLogging names no provider, and the mesh config has no default",
                                INFO.fix())));
    }
}
