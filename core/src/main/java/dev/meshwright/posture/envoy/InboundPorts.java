package dev.meshwright.posture.envoy;

import java.util.List;
import java.util.TreeMap;

/// The ports of a workload that its proxy knows: those of its Sidecar, else those that Services have behind theirs.
final class InboundPorts {
    private InboundPorts() {}

    /// By number. Of Services that share a port the first counts.
    static List<InboundListener.Port> of(Registry registry, EnvoyProxy proxy, SidecarScope scope) {
        var ports = new TreeMap<Integer, InboundListener.Port>();
        for (var own : scope.ingress()) {
            var port = own.at("port").orElse(own);
            int number = port.integer("number").orElse(0);
            var protocol = PortProtocol.of(port, number, false);
            ports.putIfAbsent(number, new InboundListener.Port(number, number, protocol));
        }
        if (!ports.isEmpty()) {
            return List.copyOf(ports.values());
        }
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
