package dev.meshwright.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The kinds that an Istio minor version brings, each with its schema: Istio's own and those of the Gateway API.
public final class Schemas {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, Schema> BY_FILE = new ConcurrentHashMap<>();
    private static final Map<String, Schemas> NEAREST = new ConcurrentHashMap<>();

    private final String istioVersion;
    private final Map<String, ApiKind> kinds;

    private Schemas(String istioVersion, Map<String, ApiKind> kinds) {
        this.istioVersion = istioVersion;
        this.kinds = kinds;
    }

    /// A version of a kind that the CRDs declare.
    ///
    /// @param namespaced whether its objects live in a namespace
    /// @param served whether the API server takes it
    /// @param deprecated whether the API server warns about it
    public record ApiKind(
            String group,
            String version,
            String kind,
            boolean namespaced,
            boolean served,
            boolean deprecated,
            String file) {
        public String apiVersion() {
            return group + "/" + version;
        }

        /// The schema of its objects.
        public Schema schema() {
            return BY_FILE.computeIfAbsent(file, name -> new SchemaReader().read(json(name)));
        }
    }

    /// The kinds of an Istio minor version such as `1.31`. Of a version that we have no facts for, those of the
    /// nearest version that we have.
    public static Schemas of(String istioVersion) {
        return NEAREST.computeIfAbsent(istioVersion, Schemas::nearest);
    }

    private static Schemas nearest(String istioVersion) {
        var all = Versions.ALL;
        return all.stream()
                .filter(schemas -> compare(schemas.istioVersion, istioVersion) <= 0)
                .findFirst()
                .orElse(all.getLast());
    }

    /// The versions we have facts for, newest first.
    public static List<String> istioVersions() {
        return Versions.ALL.stream().map(Schemas::istioVersion).toList();
    }

    public String istioVersion() {
        return istioVersion;
    }

    /// The kind that `apiVersion` and `kind` of a manifest name.
    public Optional<ApiKind> find(String apiVersion, String kind) {
        return Optional.ofNullable(kinds.get(apiVersion + "/" + kind));
    }

    /// All kinds of an API group, by version and name.
    public List<ApiKind> ofGroup(String group) {
        return kinds.values().stream()
                .filter(kind -> kind.group().equals(group))
                .toList();
    }

    /// Whether the CRDs have any kind of this API group.
    public boolean knowsGroup(String group) {
        return kinds.values().stream().anyMatch(kind -> kind.group().equals(group));
    }

    /// Compares minor versions as numbers, so that 1.9 is older than 1.10; what is no number counts as 0.
    private static int compare(String a, String b) {
        var left = a.split("\\.", -1);
        var right = b.split("\\.", -1);
        for (int i = 0; i < 2; i++) {
            int order = Integer.compare(part(left, i), part(right, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int part(String[] parts, int index) {
        var text = index < parts.length ? parts[index] : "";
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }

    private static JsonNode json(String file) {
        try (var in = Schemas.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("schema facts are missing: " + file);
            }
            return JSON.readTree(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Read once, when the first schema is asked for.
    private static final class Versions {
        static final List<Schemas> ALL = read();

        private static List<Schemas> read() {
            var all = new ArrayList<Schemas>();
            json("index.json").properties().forEach(version -> {
                var kinds = new LinkedHashMap<String, ApiKind>();
                version.getValue().path("kinds").properties().forEach(entry -> {
                    var name = entry.getKey().split("/", -1);
                    var facts = entry.getValue();
                    kinds.put(
                            entry.getKey(),
                            new ApiKind(
                                    name[0],
                                    name[1],
                                    name[2],
                                    facts.path("scope").stringValue("").equals("Namespaced"),
                                    facts.path("served").booleanValue(true),
                                    facts.path("deprecated").booleanValue(false),
                                    facts.path("file").stringValue()));
                });
                all.add(new Schemas(version.getKey(), kinds));
            });
            all.sort((a, b) -> compare(b.istioVersion, a.istioVersion));
            return List.copyOf(all);
        }
    }
}
