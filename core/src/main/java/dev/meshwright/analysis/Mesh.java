package dev.meshwright.analysis;

import dev.meshwright.intent.Intent;
import dev.meshwright.manifest.Manifests;
import dev.meshwright.topology.Topology;

/// What rules look at: every object, what runs and who calls whom, and what the user wants.
///
/// @param istioVersion minor version to judge by, such as `1.31`
public record Mesh(Manifests manifests, Topology topology, Intent intent, String istioVersion) {}
