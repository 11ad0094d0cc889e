package dev.meshwright.bench;

import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.reach.Matrix;
import dev.meshwright.access.reach.Reach;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Surroundings;
import dev.meshwright.analysis.catalog.Check;
import dev.meshwright.analysis.triage.Triage;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Topology;
import dev.meshwright.topology.TopologyMapper;
import java.nio.file.Path;
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

/// Whole meshes: read them, map them, check them, ask who reaches whom.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
public class MeshBenchmark {
    /// How many services the mesh has.
    @Param({"1000"})
    public int services;

    private List<Path> paths = List.of();
    private Manifests manifests = Manifests.empty();
    private Topology topology = TopologyMapper.map(manifests);

    @Setup
    public void read() {
        var mesh = Path.of(System.getProperty("bench.meshes"), String.valueOf(services));
        paths = List.of(mesh.resolve("manifests"), mesh.resolve("istio"));
        manifests = ManifestReader.read(paths);
        topology = TopologyMapper.map(manifests);
    }

    @Benchmark
    public Manifests readManifests() {
        return ManifestReader.read(paths);
    }

    @Benchmark
    public Topology map() {
        return TopologyMapper.map(manifests);
    }

    @Benchmark
    public Triage check() {
        var mesh = new Mesh(manifests, topology, Intent.defaults(), "1.31", Surroundings.NONE);
        return Check.triage(mesh, Check.Options.ALL);
    }

    @Benchmark
    public Matrix matrix() {
        var config = new Mesh(manifests, topology, Intent.defaults(), "1.31").config();
        return Reach.of(manifests, topology, MeshSettings.of(config.mesh(), Intent.defaults()))
                .matrix();
    }
}
