package dev.meshwright.analysis.recheck;

import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Surroundings;
import dev.meshwright.analysis.catalog.Check;
import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.manifest.Problem;
import dev.meshwright.topology.Topology;
import java.util.List;
import java.util.function.Function;

/// What a mesh is checked by, besides its manifests; it stays while they change.
///
/// @param istioVersion minor version to judge by, such as `1.31`
/// @param problems what is wrong with the intent, given who there is
public record Setting(
        Intent intent,
        String istioVersion,
        Surroundings surroundings,
        Check.Options options,
        Function<Topology, List<Problem>> problems) {

    Mesh mesh(Manifests manifests, Topology topology) {
        return new Mesh(manifests, topology, intent, istioVersion, surroundings);
    }
}
