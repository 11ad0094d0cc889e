package dev.meshwright.trust.tuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.meshwright.trust.json.CanonicalJson;
import dev.meshwright.trust.json.JsonReader;
import dev.meshwright.trust.signature.KeyFile;
import dev.meshwright.trust.signature.Scheme;
import dev.meshwright.trust.signature.Signer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A repository in memory that can be made wrong in every way; changes are seen once they are published.
final class Repository {
    static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    static final String LATER = "2027-01-01T00:00:00Z";
    static final String EARLIER = "2026-05-31T23:59:59Z";

    final Map<String, byte[]> served = new TreeMap<>();
    final List<String> requests = new ArrayList<>();
    final Map<String, byte[]> store = new TreeMap<>();

    /// Who may sign, and who signs if that is another.
    final Map<String, List<Signer>> keys = new LinkedHashMap<>();

    final Map<String, List<Signer>> signing = new HashMap<>();
    final Map<String, Integer> thresholds = new HashMap<>();
    final Map<String, Integer> versions = new TreeMap<>();
    final Map<String, String> expires = new HashMap<>();
    final Map<String, Map<String, byte[]>> targets = new TreeMap<>();
    final Map<String, List<String>> delegations = new HashMap<>();
    boolean consistent = true;
    boolean withHashes = true;

    Repository() {
        for (var role : List.of("root", "timestamp", "snapshot", "targets")) {
            keys.put(role, List.of(signer()));
            versions.put(role, 0);
        }
        targets.put("targets", new TreeMap<>());
        publish("root", "targets", "snapshot", "timestamp");
        store.put("root", served("1.root.json"));
    }

    static Signer signer() {
        return KeyFile.generate(Scheme.ED25519, new SecureRandom());
    }

    Client client() {
        return client(NOW);
    }

    Client client(Instant at) {
        return new Client(this::fetch, trustStore(), at, Limits.DEFAULT);
    }

    Optional<byte[]> fetch(String path, long maxBytes) {
        requests.add(path);
        return Optional.ofNullable(served.get(path));
    }

    TrustStore trustStore() {
        return new TrustStore() {
            @Override
            public Optional<byte[]> read(String role) {
                return Optional.ofNullable(store.get(role));
            }

            @Override
            public void write(String role, byte[] metadata) {
                store.put(role, metadata);
            }

            @Override
            public void delete(String role) {
                store.remove(role);
            }
        };
    }

    /// The version of a role the client trusts; 0 for none.
    long trusted(String role) {
        return store.containsKey(role)
                ? JsonReader.readObject(store.get(role)).object("signed").integer("version")
                : 0;
    }

    List<Signer> keys(String role) {
        return requireNonNull(keys.get(role));
    }

    Map<String, byte[]> targets(String role) {
        return requireNonNull(targets.get(role));
    }

    byte[] served(String path) {
        return requireNonNull(served.get(path));
    }

    private int version(String role) {
        return requireNonNull(versions.get(role));
    }

    private List<Signer> signersOf(String role) {
        var others = signing.get(role);
        return others == null ? keys(role) : others;
    }

    /// Writes the next version of each of these roles.
    void publish(String... roles) {
        for (var role : roles) {
            versions.merge(role, 1, Integer::sum);
            write(role, version(role));
        }
    }

    /// Targets roles that changed, and what has to follow.
    void publishTargets(String... roles) {
        publish(roles);
        publish("snapshot", "timestamp");
    }

    void add(String role, String path, String content) {
        targets.computeIfAbsent(role, _ -> new TreeMap<>()).put(path, content.getBytes(UTF_8));
        var slash = path.lastIndexOf('/') + 1;
        var name = Hashes.sha256(content) + "." + path.substring(slash);
        served.put(path.substring(0, slash) + name, content.getBytes(UTF_8));
    }

    /// @param covers `"paths": […]` or `"path_hash_prefixes": […]`
    void delegate(String from, String to, boolean terminating, String covers) {
        keys.putIfAbsent(to, List.of(signer()));
        versions.putIfAbsent(to, 0);
        targets.computeIfAbsent(to, _ -> new TreeMap<>());
        delegations
                .computeIfAbsent(from, _ -> new ArrayList<>())
                .add("{\"name\": \"%s\", \"terminating\": %s, %s, %s}"
                        .formatted(to, terminating, covers, authority(to)));
    }

    void write(String role, int version) {
        var file = sign(role, content(role, version));
        var name = Names.fileName(role);
        boolean numbered = role.equals("root") || (consistent && !role.equals("timestamp"));
        served.put(numbered ? version + "." + name : name, file);
    }

    byte[] sign(String role, String content) {
        var json = JsonReader.readObject(content.getBytes(UTF_8));
        var message = CanonicalJson.olpc(json);
        var signatures = signersOf(role).stream()
                .map(signer -> "{\"keyid\": \"%s\", \"sig\": \"%s\"}"
                        .formatted(signer.key().keyId(), HexFormat.of().formatHex(signer.sign(message))))
                .collect(Collectors.joining(", "));
        return "{\n \"signatures\": [%s],\n \"signed\": %s\n}"
                .formatted(signatures, content)
                .getBytes(UTF_8);
    }

    String content(String role, int version) {
        var body = switch (role) {
            case "root" -> root();
            case "timestamp" -> "\"meta\": {" + metaFile("snapshot") + "}";
            case "snapshot" ->
                "\"meta\": {" + targets.keySet().stream().map(this::metaFile).collect(Collectors.joining(", ")) + "}";
            default -> targetsBody(role);
        };
        var type = targets.containsKey(role) ? "targets" : role;
        return "{\"_type\": \"%s\", \"spec_version\": \"1.0.34\", \"version\": %d, \"expires\": \"%s\", %s}"
                .formatted(type, version, expires.getOrDefault(role, LATER), body);
    }

    private String root() {
        var roles = List.of("root", "timestamp", "snapshot", "targets");
        var allKeys = roles.stream().flatMap(role -> keys(role).stream()).toList();
        return "\"consistent_snapshot\": %s, \"keys\": {%s}, \"roles\": {%s}"
                .formatted(
                        consistent,
                        json(allKeys),
                        roles.stream()
                                .map(role -> "\"" + role + "\": {" + authority(role) + "}")
                                .collect(Collectors.joining(", ")));
    }

    private String authority(String role) {
        var keyIds = keys(role).stream()
                .map(signer -> "\"" + signer.key().keyId() + "\"")
                .collect(Collectors.joining(", "));
        return "\"keyids\": [%s], \"threshold\": %d".formatted(keyIds, thresholds.getOrDefault(role, 1));
    }

    private static String json(List<Signer> signers) {
        return signers.stream()
                .map(Signer::key)
                .distinct()
                .map(key -> "\"" + key.keyId() + "\": " + new String(CanonicalJson.olpc(key.toJson()), UTF_8))
                .collect(Collectors.joining(", "));
    }

    private String metaFile(String role) {
        int version = version(role);
        var file = served.get((consistent ? version + "." : "") + Names.fileName(role));
        var sizes = withHashes && file != null
                ? ", \"length\": %d, \"hashes\": {\"sha256\": \"%s\"}"
                        .formatted(file.length, Hashes.sha256(new String(file, UTF_8)))
                : "";
        return "\"%s.json\": {\"version\": %d%s}".formatted(role, version, sizes);
    }

    private String targetsBody(String role) {
        var files = targets(role).entrySet().stream()
                .map(file -> "\"%s\": {\"length\": %d, \"hashes\": {\"sha256\": \"%s\"}}"
                        .formatted(
                                file.getKey(),
                                file.getValue().length,
                                Hashes.sha256(new String(file.getValue(), UTF_8))))
                .collect(Collectors.joining(", "));
        var delegated = delegations.getOrDefault(role, List.of());
        var delegatedKeys = keys.entrySet().stream()
                .filter(entry -> versions.containsKey(entry.getKey()) && targets.containsKey(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
        return "\"targets\": {%s}, \"delegations\": {\"keys\": {%s}, \"roles\": [%s]}"
                .formatted(files, json(delegatedKeys), String.join(", ", delegated));
    }
}
