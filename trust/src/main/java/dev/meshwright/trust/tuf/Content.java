package dev.meshwright.trust.tuf;

import dev.meshwright.trust.json.Json;
import dev.meshwright.trust.signature.VerificationKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The signed part of metadata files, as we write them.
final class Content {
    private static final String SPEC_VERSION = "1.0.34";

    private Content() {}

    static Json.Obj root(long version, Instant expires, Map<String, Authority> authorities) {
        var keys = new TreeMap<String, Json>();
        var roles = new TreeMap<String, Json>();
        authorities.forEach((role, authority) -> {
            keys.putAll(keys(authority.keys()));
            roles.put(role, new Json.Obj(authority(authority)));
        });
        var content = header(Root.ROLE, version, expires);
        content.put("consistent_snapshot", new Json.Bool(true));
        content.put("keys", new Json.Obj(keys));
        content.put("roles", new Json.Obj(roles));
        return new Json.Obj(content);
    }

    static Json.Obj targets(long version, Instant expires, Collection<TargetFile> files, List<Delegation> delegations) {
        var targets = new TreeMap<String, Json>();
        files.forEach(file -> targets.put(file.path(), targetFile(file)));
        var content = header(Targets.ROLE, version, expires);
        content.put("targets", new Json.Obj(targets));
        if (!delegations.isEmpty()) {
            content.put("delegations", delegations(delegations));
        }
        return new Json.Obj(content);
    }

    static Json.Obj snapshot(long version, Instant expires, Map<String, MetaFile> files) {
        var meta = new TreeMap<String, Json>();
        files.forEach((name, file) -> meta.put(name, metaFile(file)));
        var content = header(Snapshot.ROLE, version, expires);
        content.put("meta", new Json.Obj(meta));
        return new Json.Obj(content);
    }

    static Json.Obj timestamp(long version, Instant expires, MetaFile snapshot) {
        var content = header(Timestamp.ROLE, version, expires);
        content.put("meta", new Json.Obj(new TreeMap<>(Map.of("snapshot.json", metaFile(snapshot)))));
        return new Json.Obj(content);
    }

    private static SequencedMap<String, Json> header(String type, long version, Instant expires) {
        var content = new LinkedHashMap<String, Json>();
        content.put("_type", new Json.Text(type));
        content.put("spec_version", new Json.Text(SPEC_VERSION));
        content.put("version", new Json.Int(version));
        content.put(
                "expires", new Json.Text(expires.truncatedTo(ChronoUnit.SECONDS).toString()));
        return content;
    }

    private static Json delegations(List<Delegation> delegations) {
        var keys = new TreeMap<String, Json>();
        delegations.forEach(
                delegation -> keys.putAll(keys(delegation.authority().keys())));
        var content = new LinkedHashMap<String, Json>();
        content.put("keys", new Json.Obj(keys));
        content.put(
                "roles",
                new Json.Arr(delegations.stream().map(Content::delegation).toList()));
        return new Json.Obj(content);
    }

    private static Json delegation(Delegation delegation) {
        var content = authority(delegation.authority());
        content.put("name", new Json.Text(delegation.role()));
        content.put("terminating", new Json.Bool(delegation.terminating()));
        if (delegation.hashPrefixes().isEmpty()) {
            content.put("paths", texts(delegation.paths()));
        } else {
            content.put("path_hash_prefixes", texts(delegation.hashPrefixes()));
        }
        return new Json.Obj(content);
    }

    private static SequencedMap<String, Json> authority(Authority authority) {
        var content = new LinkedHashMap<String, Json>();
        content.put("keyids", texts(authority.keys().keySet()));
        content.put("threshold", new Json.Int(authority.threshold()));
        return content;
    }

    private static Map<String, Json> keys(Map<String, VerificationKey> keys) {
        var content = new TreeMap<String, Json>();
        keys.forEach((keyId, key) -> content.put(keyId, key.toJson()));
        return content;
    }

    private static Json targetFile(TargetFile file) {
        var content = sizes(file.length(), file.hashes());
        if (file.custom() != null) {
            content.put("custom", file.custom());
        }
        return new Json.Obj(content);
    }

    private static Json metaFile(MetaFile file) {
        var content = sizes(file.length(), file.hashes());
        content.put("version", new Json.Int(file.version()));
        return new Json.Obj(content);
    }

    private static SequencedMap<String, Json> sizes(@Nullable Long length, @Nullable Hashes hashes) {
        var content = new LinkedHashMap<String, Json>();
        if (length != null) {
            content.put("length", new Json.Int(length));
        }
        if (hashes != null) {
            var values = new TreeMap<String, Json>();
            hashes.values().forEach((algorithm, value) -> values.put(algorithm, new Json.Text(value)));
            content.put("hashes", new Json.Obj(values));
        }
        return content;
    }

    private static Json texts(Collection<String> texts) {
        return new Json.Arr(texts.stream().<Json>map(Json.Text::new).toList());
    }
}
