package dev.meshwright.topology;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The ports of a Service object, with the protocol as far as the object itself declares it.
final class PortReader {
    /// How the evidence of a port is called whose Service declares no protocol.
    static final String UNDECLARED = "undeclared";

    private static final Map<String, Protocol> WORDS = Map.ofEntries(
            Map.entry("http", Protocol.HTTP),
            Map.entry("http2", Protocol.HTTP),
            Map.entry("grpc", Protocol.GRPC),
            Map.entry("grpc-web", Protocol.GRPC),
            Map.entry("tcp", Protocol.TCP),
            Map.entry("tls", Protocol.TLS),
            Map.entry("https", Protocol.TLS),
            Map.entry("mongo", Protocol.MONGO),
            Map.entry("mysql", Protocol.MYSQL),
            Map.entry("redis", Protocol.REDIS),
            Map.entry("udp", Protocol.UDP),
            Map.entry("kubernetes.io/h2c", Protocol.HTTP),
            Map.entry("kubernetes.io/ws", Protocol.HTTP),
            Map.entry("kubernetes.io/wss", Protocol.TLS));

    private PortReader() {}

    /// A port that stands twice counts once.
    static List<Service.Port> ports(Manifest service, List<Workload> workloads) {
        var ports = new ArrayList<Service.Port>();
        for (var port : service.root().items("spec", "ports")) {
            var number = port.integer("port");
            if (number.isPresent() && ports.stream().noneMatch(known -> known.port() == number.get())) {
                ports.add(port(port, number.get(), workloads));
            }
        }
        return ports;
    }

    private static Service.Port port(Node port, int number, List<Workload> workloads) {
        String name = port.text("name").orElse("");
        int target = targetPort(port, number, workloads);
        if (port.text("protocol").filter("UDP"::equals).isPresent()) {
            return new Service.Port(number, name, Protocol.UDP, target, evidence(port, "protocol", "protocol"));
        }
        var declared = word(port.text("appProtocol").orElse(""));
        if (declared.isPresent()) {
            return new Service.Port(
                    number, name, declared.get(), target, evidence(port, "appProtocol", "app-protocol"));
        }
        var named = ofName(name);
        return named.map(protocol ->
                        new Service.Port(number, name, protocol, target, evidence(port, "name", "port-name")))
                .orElseGet(
                        () -> new Service.Port(number, name, Protocol.TCP, target, evidence(port, "port", UNDECLARED)));
    }

    /// `<protocol>` or `<protocol>-<suffix>`, as Istio reads port names.
    private static Optional<Protocol> ofName(String name) {
        if (name.toLowerCase(Locale.ROOT).startsWith("grpc-web")) {
            return Optional.of(Protocol.GRPC);
        }
        int dash = name.indexOf('-');
        return word(dash < 0 ? name : name.substring(0, dash));
    }

    private static Optional<Protocol> word(String word) {
        return Optional.ofNullable(WORDS.get(word.toLowerCase(Locale.ROOT)));
    }

    private static int targetPort(Node port, int number, List<Workload> workloads) {
        var target = port.text("targetPort");
        if (target.isEmpty() || target.get().equals("0")) {
            return number;
        }
        return port.integer("targetPort")
                .orElseGet(() -> workloads.stream()
                        .flatMap(workload -> workload.ports().stream())
                        .filter(declared -> declared.name().equals(target.get()))
                        .map(Workload.ContainerPort::port)
                        .findFirst()
                        .orElse(0));
    }

    private static Evidence evidence(Node port, String field, String how) {
        var where = port.at(field).map(Node::where).orElse(port.where());
        return new Evidence(
                where.file(),
                where.line(),
                how,
                Shown.text(field, port.text(field).orElse("")));
    }
}
