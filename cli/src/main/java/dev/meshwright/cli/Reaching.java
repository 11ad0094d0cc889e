package dev.meshwright.cli;

import dev.meshwright.access.MeshSettings;
import dev.meshwright.access.reach.Reach;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.topology.TopologyMapper;

/// The mesh of a command's input, ready to be asked who reaches whom.
final class Reaching {
    private Reaching() {}

    static Reach in(Input input, Terminal terminal) {
        var manifests = input.read(terminal);
        var intent = input.intent().intent();
        terminal.progress("Maps the calls");
        var topology = TopologyMapper.map(manifests);
        var config = new Mesh(manifests, topology, intent, intent.istioVersion()).config();
        return Reach.of(manifests, topology, MeshSettings.of(config.mesh(), intent));
    }
}
