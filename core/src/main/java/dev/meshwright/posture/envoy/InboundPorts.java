package dev.meshwright.posture.envoy;

import java.util.List;
import java.util.TreeMap;

/// The ports of a workload that its proxy knows: those that Services have their pods' ports.
final class InboundPorts {
    private InboundPorts() {}

    /// By number. Of Services that share a port the first counts.
    static List<InboundListener.Port> of(Registry registry, EnvoyProxy proxy) {
        var ports = new TreeMap<Integer, InboundListener.Port>();
        for (var host : registry.hostsOf(proxy.workload())) {
            for (var port : host.ports()) {
                if (port.protocol() != PortProtocol.UDP && port.target() > 0) {
                    ports.putIfAbsent(
                            port.target(), new InboundListener.Port(port.target(), port.number(), port.protocol()));
                }
            }
        }
        return List.copyOf(ports.values());
    }
}
