package dev.meshwright.bench;

import dev.meshwright.analysis.Surroundings;
import dev.meshwright.analysis.catalog.Check;
import dev.meshwright.analysis.recheck.LoadedMesh;
import dev.meshwright.analysis.recheck.Setting;
import dev.meshwright.analysis.triage.Triage;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One file of a loaded mesh changes, there and back: from its text to the new findings.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
public class ChangeBenchmark {
    /// What changes, where and into what.
    public enum Change {
        VIRTUAL_SERVICE_TIMEOUT("istio/svc-%05d/virtual-service.yaml", "timeout: 3s", "timeout: 4s"),
        VIRTUAL_SERVICE_RETRIES("istio/svc-%05d/virtual-service.yaml", "attempts: 2", "attempts: 3"),
        DESTINATION_RULE("istio/svc-%05d/destination-rule.yaml", "interval: 10s", "interval: 20s"),
        AUTHORIZATION_POLICY("istio/svc-%05d/authorization-policy.yaml", "ALLOW", "DENY"),
        PEER_AUTHENTICATION("istio/svc-%05d/peer-authentication.yaml", "STRICT", "PERMISSIVE"),
        DEPLOYMENT("manifests/svc-%05d.yaml", "replicas: 2", "replicas: 3"),
        DEPLOYMENT_LABELS("manifests/svc-%05d.yaml", "        version: v1", "        version: v2"),
        SERVICE_PORT("manifests/svc-%05d.yaml", "targetPort: ", "targetPort: 1"),
        LINES_MOVE("manifests/svc-%05d.yaml", "apiVersion: v1\nkind: Service\n", "# moved\napiVersion: v1\nkind: Service\n"),
        NAMESPACE("manifests/namespaces.yaml", "team-001\n  labels:\n    istio-injection: enabled", "team-001");

        private final String file;
        private final String from;
        private final String to;

        Change(String file, String from, String to) {
            this.file = file;
            this.from = from;
            this.to = to;
        }
    }

    @Param({"10000"})
    public int services;

    @Param
    public Change change;

    private Manifests manifests = Manifests.empty();
    private LoadedMesh loaded = load();
    private final List<String> files = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private int step;

    @Setup
    public void read() throws IOException {
        var mesh = Path.of(System.getProperty("bench.meshes"), String.valueOf(services));
        manifests = ManifestReader.read(List.of(mesh.resolve("manifests"), mesh.resolve("istio")));
        loaded = load();
        // Each on its own, for no two have the same neighbours.
        for (int i = 0; i < 50; i++) {
            var file = mesh.resolve(change.file.formatted(services / 4 + i * (services / 100)));
            var text = Files.readString(file);
            files.add(file.toString());
            texts.add(text.replace(change.from, change.to));
            files.add(file.toString());
            texts.add(text);
        }
    }

    private LoadedMesh load() {
        return new LoadedMesh(
                manifests,
                new Setting(Intent.defaults(), "1.31", Surroundings.NONE, Check.Options.ALL, _ -> List.of()));
    }

    @Benchmark
    public Triage oneChangedFile() {
        manifests = with(files.get(step), texts.get(step));
        step = (step + 1) % files.size();
        loaded.change(manifests);
        return loaded.triage();
    }

    private Manifests with(String file, String text) {
        var objects = new ArrayList<Manifest>();
        boolean isIn = false;
        for (var object : manifests.objects()) {
            if (!object.where().file().equals(file)) {
                objects.add(object);
            } else if (!isIn) {
                objects.addAll(ManifestReader.parse(file, text).objects());
                isIn = true;
            }
        }
        return new Manifests(objects, manifests.problems(), 0);
    }
}
