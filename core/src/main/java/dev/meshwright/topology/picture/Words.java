package dev.meshwright.topology.picture;

import dev.meshwright.topology.Edge;
import dev.meshwright.topology.ExternalCall;
import dev.meshwright.topology.Protocol;
import dev.meshwright.topology.Service;
import dev.meshwright.topology.Timeout;
import dev.meshwright.topology.Topology;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Optional;

/// How protocols, ports, durations and sums are written, the same in every picture.
final class Words {
    private Words() {}

    static String protocol(Protocol protocol) {
        return switch (protocol) {
            case GRPC -> "gRPC";
            case MONGO -> "MongoDB";
            case REDIS -> "Redis";
            case MYSQL -> "MySQL";
            case POSTGRESQL -> "PostgreSQL";
            case MEMCACHED -> "Memcached";
            case KAFKA -> "Kafka";
            case HTTP, TCP, UDP, TLS, AMQP -> protocol.name().toUpperCase(Locale.ROOT);
        };
    }

    /// `HTTP 80`, without the port where it is not known.
    static String protocolAndPort(Protocol protocol, int port) {
        return port == 0 ? protocol(protocol) : protocol(protocol) + " " + port;
    }

    static String host(ExternalCall call) {
        return ServiceNames.printable(call.host());
    }

    /// `30 s`, `0.5 s`.
    static String seconds(double seconds) {
        return BigDecimal.valueOf(seconds)
                        .setScale(3, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + " s";
    }

    /// `22 services, 33 calls, 1 external host`. Traffic from ingress is not a call of a service.
    static String sum(Topology topology) {
        long calls =
                topology.edges().stream().filter(edge -> !edge.fromIngress()).count();
        long hosts =
                topology.external().stream().map(ExternalCall::host).distinct().count();
        return Columns.count(topology.services().size(), "service", "services")
                + ", " + Columns.count((int) calls, "call", "calls")
                + (hosts == 0 ? "" : ", " + Columns.count((int) hosts, "external host", "external hosts"));
    }

    /// The protocol that most calls to the service use, else that of its first port.
    static Optional<Protocol> mainProtocol(Service service, Iterable<Edge> callsToIt) {
        var calls = new EnumMap<Protocol, Integer>(Protocol.class);
        for (var edge : callsToIt) {
            calls.merge(edge.protocol(), 1, Integer::sum);
        }
        Protocol most = null;
        for (var port : service.ports()) {
            if (most == null || calls.getOrDefault(port.protocol(), 0) > calls.getOrDefault(most, 0)) {
                most = port.protocol();
            }
        }
        return Optional.ofNullable(most);
    }

    /// The longest time that a request may take by the service's own settings; empty where it has none.
    static Optional<Double> requestTimeout(Service service) {
        return service.timeouts().stream()
                .filter(timeout -> timeout.meaning() == Timeout.Meaning.REQUEST)
                .map(Timeout::seconds)
                .max(Comparator.naturalOrder());
    }
}
