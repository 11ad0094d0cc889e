package dev.meshwright.topology;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What ports and images of widely used software speak.
final class WellKnown {
    private static final Map<Integer, Protocol> PORTS = Map.ofEntries(
            Map.entry(3306, Protocol.MYSQL),
            Map.entry(5432, Protocol.POSTGRESQL),
            Map.entry(6379, Protocol.REDIS),
            Map.entry(27017, Protocol.MONGO),
            Map.entry(5672, Protocol.AMQP),
            Map.entry(11211, Protocol.MEMCACHED),
            Map.entry(9092, Protocol.KAFKA),
            Map.entry(50051, Protocol.GRPC),
            Map.entry(4317, Protocol.GRPC),
            Map.entry(14250, Protocol.GRPC),
            Map.entry(443, Protocol.TLS),
            Map.entry(8443, Protocol.TLS));
    /// The HTTP sides of brokers, tracers and registries.
    private static final Set<Integer> HTTP_PORTS =
            Set.of(2379, 4318, 5778, 8500, 9200, 9411, 14268, 14269, 15672, 15692, 16686);
    /// Where web servers usually listen, and sometimes something else does.
    private static final Set<Integer> WEB_PORTS = Set.of(80, 3000, 5000, 8000, 8008, 8080, 8888, 9080);
    private static final Map<String, Protocol> SOFTWARE = Map.ofEntries(
            Map.entry("mysql", Protocol.MYSQL),
            Map.entry("mariadb", Protocol.MYSQL),
            Map.entry("percona", Protocol.MYSQL),
            Map.entry("postgres", Protocol.POSTGRESQL),
            Map.entry("postgresql", Protocol.POSTGRESQL),
            Map.entry("postgis", Protocol.POSTGRESQL),
            Map.entry("timescaledb", Protocol.POSTGRESQL),
            Map.entry("redis", Protocol.REDIS),
            Map.entry("valkey", Protocol.REDIS),
            Map.entry("mongo", Protocol.MONGO),
            Map.entry("mongodb", Protocol.MONGO),
            Map.entry("rabbitmq", Protocol.AMQP),
            Map.entry("memcached", Protocol.MEMCACHED),
            Map.entry("kafka", Protocol.KAFKA),
            Map.entry("redpanda", Protocol.KAFKA));
    /// Software that only answers: its calls are its own replicas.
    private static final Set<String> STORES = Set.of(
            "cassandra",
            "elasticsearch",
            "opensearch",
            "etcd",
            "zookeeper",
            "nats",
            "minio",
            "cockroach",
            "influxdb",
            "clickhouse",
            "neo4j",
            "couchdb");
    /// Software that every workload may report to or ask for the others.
    private static final Set<String> INFRASTRUCTURE = Set.of(
            "jaeger",
            "zipkin",
            "otel",
            "opentelemetry",
            "tempo",
            "prometheus",
            "pushgateway",
            "statsd",
            "consul",
            "eureka",
            "vault",
            "fluentd",
            "fluentbit",
            "loki",
            "graphite",
            "skywalking",
            "wavefront",
            "collector");
    private static final Set<String> DATA_WORDS = Set.of("db", "database", "cache", "queue", "sql", "store");

    private WellKnown() {}

    static Optional<Protocol> port(int number) {
        return HTTP_PORTS.contains(number) ? Optional.of(Protocol.HTTP) : Optional.ofNullable(PORTS.get(number));
    }

    static boolean isWebPort(int number) {
        return WEB_PORTS.contains(number);
    }

    /// What the software of this image speaks: `registry.example/bitnami/postgresql:16` speaks PostgreSQL. Exporters
    /// and
    /// other companions, whose names say more than the software's, do not.
    static Optional<Protocol> image(String image) {
        return Optional.ofNullable(SOFTWARE.get(repository(image)));
    }

    /// What a name like `mongodb-geo` or `redis` says.
    static Optional<Protocol> name(String name) {
        var words = SettingKey.words(name);
        if (words.contains("exporter") || words.contains("metrics")) {
            return Optional.empty();
        }
        return words.stream().filter(SOFTWARE::containsKey).map(SOFTWARE::get).findFirst();
    }

    /// Whether the image is a database, cache, queue or the like.
    static boolean isStore(String image) {
        String name = repository(image);
        return SOFTWARE.containsKey(name) || STORES.contains(name);
    }

    static boolean isInfrastructure(String name) {
        return SettingKey.words(name).stream().anyMatch(INFRASTRUCTURE::contains);
    }

    static boolean isDataWord(String word) {
        return SOFTWARE.containsKey(word) || STORES.contains(word) || DATA_WORDS.contains(word);
    }

    /// The last part of an image's name, without tag and digest.
    static String repository(String image) {
        String name = image.toLowerCase(Locale.ROOT);
        int digest = name.indexOf('@');
        name = digest < 0 ? name : name.substring(0, digest);
        name = name.substring(name.lastIndexOf('/') + 1);
        int tag = name.indexOf(':');
        return tag < 0 ? name : name.substring(0, tag);
    }
}
