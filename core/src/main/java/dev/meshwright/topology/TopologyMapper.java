package dev.meshwright.topology;

import dev.meshwright.manifest.Manifests;
import java.util.List;

/// Manifests to topology. Frame only: the detectors follow.
public final class TopologyMapper {
    private TopologyMapper() {}

    public static Topology map(Manifests manifests) {
        return new Topology(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }
}
