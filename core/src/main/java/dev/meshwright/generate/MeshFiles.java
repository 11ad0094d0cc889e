package dev.meshwright.generate;

import static dev.meshwright.generate.Resource.map;

import dev.meshwright.generate.Generation.Omission;
import dev.meshwright.intent.Intent;
import java.util.List;

/// What is for the mesh as a whole: telemetry.
final class MeshFiles {
    static final String ROOT_NAMESPACE = "istio-system";
    static final String FOLDER = "mesh";

    private MeshFiles() {}

    /// Access logs, metrics and traces of all proxies, unless the mesh has settings for them already.
    static void telemetry(Intent intent, Existing existing, List<GeneratedFile> files, List<Omission> omissions) {
        var name = "mesh-default";
        var reason = existing.meshTelemetry().or(() -> existing.nameTaken("Telemetry", ROOT_NAMESPACE, name));
        if (reason.isPresent()) {
            omissions.add(new Omission(
                    ROOT_NAMESPACE + "/" + name,
                    "Telemetry",
                    reason.get() + "; see that it has access logs (envoy) and metrics (prometheus)"));
            return;
        }
        var spec = map("accessLogging", providers("envoy"), "metrics", providers("prometheus"));
        var file = new FileText("Telemetry of the mesh: what every proxy reports.")
                .note("  accessLogging envoy   each request in the log of its proxy")
                .note(
                        "  metrics prometheus    requests, latencies and errors for dashboards and for the rollout's checks");
        if (intent.tracingProvider() == null) {
            file.note("  tracing none          the intent names no provider (tracingProvider)");
        } else {
            spec.put("tracing", providers(intent.tracingProvider()));
            file.note("  tracing " + intent.tracingProvider() + "   the intent names this provider");
        }
        files.add(file.document(Resource.of("telemetry.istio.io/v1", "Telemetry", ROOT_NAMESPACE, name, spec))
                .at(FOLDER + "/telemetry.yaml"));
    }

    private static List<Object> providers(String name) {
        return List.of(map("providers", List.of(map("name", name))));
    }
}
