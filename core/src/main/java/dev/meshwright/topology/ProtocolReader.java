package dev.meshwright.topology;

import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Decides what a port speaks. In order: what the Service declares (`appProtocol`, Istio's port-name prefix), the
/// scheme in a caller's URL, ports that only one software uses, images and names,
/// probes, gRPC settings, ports of web servers. Nothing of it: `tcp`.
///
/// A port that is declared `tcp` stays so, because that is how Istio will treat it; only which byte-stream protocol it
/// carries (`tcp-redis`) is told more precisely.
final class ProtocolReader {
    /// A port of one's own: alone, or behind an address to listen on.
    private static final Pattern LISTENING = Pattern.compile(
            "(?:(?:[a-z]+://)?(?:0\\.0\\.0\\.0|127\\.0\\.0\\.1|localhost|\\[::1?]|\\*)?:)?([1-9][0-9]{0,4})");

    private final Map<String, Workload> workloads = new HashMap<>();
    private final Map<String, List<Call>> callsByTarget = new HashMap<>();

    ProtocolReader(List<Workload> workloads, Collection<Call> calls) {
        workloads.forEach(workload -> this.workloads.put(workload.id(), workload));
        for (var call : calls) {
            callsByTarget
                    .computeIfAbsent(call.to().id() + ":" + call.port(), _ -> new ArrayList<>())
                    .add(call);
        }
    }

    List<Service.Port> ports(Service service) {
        return service.ports().stream().map(port -> port(service, port)).toList();
    }

    private Service.Port port(Service service, Service.Port port) {
        if (!port.evidence().how().equals(PortReader.UNDECLARED) && port.protocol() != Protocol.TCP) {
            return port;
        }
        boolean declaredTcp = !port.evidence().how().equals(PortReader.UNDECLARED);
        return find(service, port)
                .filter(found -> !declaredTcp || isByteStream(found.protocol()))
                .orElse(port);
    }

    private Optional<Service.Port> find(Service service, Service.Port port) {
        return ofCallers(service, port)
                .or(() ->
                        WellKnown.port(port.port()).map(found -> with(port, found, port.evidence(), "well-known-port")))
                .or(() -> WellKnown.port(port.targetPort())
                        .map(found -> with(port, found, port.evidence(), "well-known-port")))
                .or(() -> ofSoftware(service, port))
                .or(() -> ofName(port))
                .or(() -> ofProbes(service, port))
                .or(() -> ofGrpcSettings(service, port))
                .or(() -> WellKnown.isWebPort(port.port()) || WellKnown.isWebPort(port.targetPort())
                        ? Optional.of(with(port, Protocol.HTTP, port.evidence(), "well-known-port"))
                        : Optional.empty());
    }

    private Optional<Service.Port> ofCallers(Service service, Service.Port port) {
        for (var call : callsByTarget.getOrDefault(service.id() + ":" + port.port(), List.of())) {
            var protocol = call.address().protocol();
            if (protocol.isPresent()) {
                return Optional.of(with(port, protocol.get(), call.evidence(), "caller"));
            }
        }
        return Optional.empty();
    }

    /// The image decides for the only port, or for the one that is named after it.
    private Optional<Service.Port> ofSoftware(Service service, Service.Port port) {
        if (service.ports().size() > 1) {
            return Optional.empty();
        }
        for (var id : service.workloads()) {
            for (var container : containers(id)) {
                var image = container.at("image");
                var protocol = WellKnown.image(container.text("image").orElse(""));
                if (image.isPresent() && protocol.isPresent()) {
                    var where = image.get().where();
                    var evidence = new Evidence(
                            where.file(),
                            where.line(),
                            "image",
                            container.text("image").orElse(""));
                    return Optional.of(with(port, protocol.get(), evidence, "image"));
                }
            }
        }
        return WellKnown.name(service.name()).map(found -> with(port, found, port.evidence(), "name"));
    }

    private static Optional<Service.Port> ofName(Service.Port port) {
        var words = SettingKey.words(port.name());
        if (words.contains("metrics")
                || words.contains("prom")
                || words.contains("prometheus")
                || words.contains("exporter")
                || words.contains("http")
                || words.contains("web")
                || words.contains("rest")) {
            return Optional.of(with(port, Protocol.HTTP, port.evidence(), "name"));
        }
        return words.contains("grpc")
                ? Optional.of(with(port, Protocol.GRPC, port.evidence(), "name"))
                : WellKnown.name(port.name()).map(found -> with(port, found, port.evidence(), "name"));
    }

    private Optional<Service.Port> ofProbes(Service service, Service.Port port) {
        for (var id : service.workloads()) {
            for (var container : containers(id)) {
                for (var probe : List.of("readinessProbe", "livenessProbe", "startupProbe")) {
                    var found = ofProbe(port, container, probe);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Service.Port> ofProbe(Service.Port port, Node container, String probe) {
        for (var kind : List.of("grpc", "httpGet")) {
            var target = container.text(probe, kind, "port");
            if (target.isPresent() && isPort(container, target.get(), port.targetPort())) {
                var where = container.at(probe, kind, "port").orElseThrow().where();
                var evidence = new Evidence(where.file(), where.line(), "probe", probe + " " + kind);
                boolean https = container
                        .text(probe, kind, "scheme")
                        .filter("HTTPS"::equals)
                        .isPresent();
                var protocol = kind.equals("grpc") ? Protocol.GRPC : https ? Protocol.TLS : Protocol.HTTP;
                return Optional.of(with(port, protocol, evidence, "probe"));
            }
        }
        return Optional.empty();
    }

    private static boolean isPort(Node container, String text, int number) {
        return text.equals(String.valueOf(number))
                || container.items("ports").stream()
                        .anyMatch(port -> port.text("name").orElse("").equals(text)
                                && port.integer("containerPort").orElse(0) == number);
    }

    /// `GRPC_PORT=9000` and the like, in the service's own settings.
    private Optional<Service.Port> ofGrpcSettings(Service service, Service.Port port) {
        for (var id : service.workloads()) {
            for (var container : containers(id)) {
                for (var variable : container.items("env")) {
                    var key = SettingKey.of(variable.text("name").orElse(""));
                    if (key.has("grpc") && listensOn(variable.text("value").orElse(""), port.targetPort())) {
                        var where = variable.where();
                        var evidence = new Evidence(
                                where.file(),
                                where.line(),
                                "env",
                                Shown.text(key.text(), variable.text("value").orElse("")));
                        return Optional.of(with(port, Protocol.GRPC, evidence, "env"));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean listensOn(String value, int port) {
        var own = LISTENING.matcher(value.strip());
        return own.matches() && own.group(1).equals(String.valueOf(port));
    }

    private List<Node> containers(String workload) {
        var known = workloads.get(workload);
        return known == null ? List.of() : known.podSpec().items("containers");
    }

    private static Service.Port with(Service.Port port, Protocol protocol, Evidence evidence, String how) {
        return new Service.Port(
                port.port(),
                port.name(),
                protocol,
                port.targetPort(),
                new Evidence(evidence.file(), evidence.line(), how, evidence.text()));
    }

    private static boolean isByteStream(Protocol protocol) {
        return !protocol.isHttp() && protocol != Protocol.TLS && protocol != Protocol.UDP;
    }
}
