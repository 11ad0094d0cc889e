package dev.meshwright.topology.picture;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.meshwright.topology.Structure;
import dev.meshwright.topology.Topology;

/// A topology and what follows from it, as `map --format json` writes it.
///
/// @param graph layers, cycles, criticality, single points of failure
public record TopologyJson(@JsonUnwrapped Topology topology, Structure graph) {
    public static TopologyJson of(Topology topology) {
        return new TopologyJson(topology, Structure.of(topology));
    }
}
