package dev.meshwright.analysis.controlplane;

import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.HashSet;
import java.util.stream.Stream;

/// A Telemetry sends traces to a Lightstep provider.
final class LightstepProvider implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "IST0002",
            "LightstepProvider",
            Category.VALIDITY,
            Severity.WARNING,
            "A Telemetry uses the deprecated Lightstep provider",
            "Istio has deprecated it, and a later version sends no traces by it any more.",
            "Use a provider of type opentelemetry.",
            """
            apiVersion: telemetry.istio.io/v1
            kind: Telemetry
            metadata: {name: mesh-default, namespace: istio-system}
            spec:
              tracing: [{providers: [{name: traces}]}]
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio, namespace: istio-system}
            data:
              mesh: |
                extensionProviders:
                  - name: traces
                    lightstep: {service: collector.observability.svc.cluster.local, port: 4317}
            """,
            """
            apiVersion: telemetry.istio.io/v1
            kind: Telemetry
            metadata: {name: mesh-default, namespace: istio-system}
            spec:
              tracing: [{providers: [{name: traces}]}]
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio, namespace: istio-system}
            data:
              mesh: |
                extensionProviders:
                  - name: traces
                    opentelemetry: {service: collector.observability.svc.cluster.local, port: 4317}
            """,
            "https://istio.io/latest/docs/reference/config/analysis/ist0002/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        var deprecated = new HashSet<String>();
        for (var provider : mesh.config().mesh().items("extensionProviders")) {
            if (provider.at("lightstep").isPresent()) {
                deprecated.add(provider.text("name").orElse(""));
            }
        }
        return mesh.objects("telemetry.istio.io", "Telemetry").stream()
                .flatMap(telemetry -> telemetry.root().items("spec", "tracing").stream()
                        .flatMap(tracing -> tracing.items("providers").stream())
                        .filter(provider ->
                                deprecated.contains(provider.text("name").orElse("")))
                        .map(provider -> finding(telemetry, provider)));
    }

    private static Finding finding(Manifest telemetry, Node provider) {
        return Finding.of(
                INFO,
                telemetry,
                provider.where(),
                "spec.tracing",
                "the provider " + provider.text("name").orElse("") + " is of the deprecated type lightstep",
                INFO.fix());
    }
}
