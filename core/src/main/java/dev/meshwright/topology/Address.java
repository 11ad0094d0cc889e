package dev.meshwright.topology;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A host as it stands in a setting.
///
/// @param scheme the URL's scheme in lower case (of `jdbc:mysql://…` the `mysql`); "" where there is none
/// @param port 0 where none is written
/// @param form how it is written, which says how sure it is that this is a host
record Address(String scheme, String host, int port, Form form) {
    enum Form {
        /// With a scheme, or in a place that only takes hosts (`nc -z HOST PORT`, `Host=…`).
        CLEAR,
        /// `host:port` and nothing else.
        HOST_PORT,
        /// A name and nothing else.
        BARE,
        /// `host:port` within other text.
        WITHIN_TEXT
    }

    private static final Map<String, Integer> DEFAULT_PORTS = Map.ofEntries(
            Map.entry("http", 80),
            Map.entry("https", 443),
            Map.entry("ws", 80),
            Map.entry("wss", 443),
            Map.entry("mysql", 3306),
            Map.entry("mariadb", 3306),
            Map.entry("postgres", 5432),
            Map.entry("postgresql", 5432),
            Map.entry("sqlserver", 1433),
            Map.entry("redis", 6379),
            Map.entry("rediss", 6379),
            Map.entry("mongodb", 27017),
            Map.entry("amqp", 5672),
            Map.entry("amqps", 5671),
            Map.entry("kafka", 9092));
    private static final Map<String, Protocol> PROTOCOLS = Map.ofEntries(
            Map.entry("http", Protocol.HTTP),
            Map.entry("ws", Protocol.HTTP),
            Map.entry("https", Protocol.TLS),
            Map.entry("wss", Protocol.TLS),
            Map.entry("tls", Protocol.TLS),
            Map.entry("grpcs", Protocol.TLS),
            Map.entry("grpc", Protocol.GRPC),
            Map.entry("dns", Protocol.GRPC),
            Map.entry("xds", Protocol.GRPC),
            Map.entry("passthrough", Protocol.GRPC),
            Map.entry("mysql", Protocol.MYSQL),
            Map.entry("mariadb", Protocol.MYSQL),
            Map.entry("postgres", Protocol.POSTGRESQL),
            Map.entry("postgresql", Protocol.POSTGRESQL),
            Map.entry("redis", Protocol.REDIS),
            Map.entry("rediss", Protocol.TLS),
            Map.entry("mongodb", Protocol.MONGO),
            Map.entry("mongodb+srv", Protocol.MONGO),
            Map.entry("amqp", Protocol.AMQP),
            Map.entry("amqps", Protocol.TLS),
            Map.entry("kafka", Protocol.KAFKA),
            Map.entry("memcached", Protocol.MEMCACHED),
            Map.entry("udp", Protocol.UDP));

    Address {
        scheme = scheme.toLowerCase(Locale.ROOT);
    }

    /// The port as written, else the scheme's; 0 where neither is known.
    int portOrDefault() {
        return port != 0 ? port : DEFAULT_PORTS.getOrDefault(scheme, 0);
    }

    /// What the scheme says about the protocol.
    Optional<Protocol> protocol() {
        return Optional.ofNullable(PROTOCOLS.get(scheme));
    }

    Address withPort(int number) {
        return new Address(scheme, host, number, form);
    }
}
