package dev.meshwright.trust.dsse;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.CanonicalJson;
import dev.meshwright.trust.json.Json;
import dev.meshwright.trust.json.JsonReader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// An in-toto Statement v1: what is claimed about which artifacts.
/// @param subjects the artifacts, at least one
/// @param predicateType a URI that says what the predicate means
public record Statement(List<Subject> subjects, String predicateType, Json.Obj predicate) {
    /// The payload type of an envelope that holds one.
    public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    private static final String TYPE = "https://in-toto.io/Statement/v1";
    private static final Pattern HEX = Pattern.compile("([0-9a-f]{2})+");
    private static final int SHA256_DIGITS = 64;

    /// An artifact, identified by its digests and not by its name.
    /// @param digests from algorithm (`sha256`) to lower-case hex, at least one
    public record Subject(String name, SortedMap<String, String> digests) {
        public Subject {
            digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
            if (digests.isEmpty()) {
                throw new RefusedException("the subject \"" + name + "\" has no digest");
            }
            digests.forEach((algorithm, digest) -> {
                boolean rightLength = !algorithm.equals("sha256") || digest.length() == SHA256_DIGITS;
                if (!rightLength || !HEX.matcher(digest).matches()) {
                    throw new RefusedException("\"" + digest + "\" is not a digest by " + algorithm);
                }
            });
        }
    }

    public Statement {
        subjects = List.copyOf(subjects);
        if (subjects.isEmpty()) {
            throw new RefusedException("the statement has no subject");
        }
        if (predicateType.isEmpty()) {
            throw new RefusedException("the statement has no predicateType");
        }
    }

    /// Fields it does not know are left out, as the specification asks of readers.
    /// @throws RefusedException if this is no such statement
    public static Statement read(byte[] json) {
        var object = JsonReader.readObject(json);
        if (!object.text("_type").equals(TYPE)) {
            throw new RefusedException("the statement is " + object.text("_type") + " instead of " + TYPE);
        }
        return new Statement(
                object.array("subject").stream().map(Statement::subject).toList(),
                object.text("predicateType"),
                object.find("predicate").isPresent()
                        ? object.object("predicate")
                        : new Json.Obj(new LinkedHashMap<>()));
    }

    /// Canonical JSON (RFC 8785): the same statement is the same bytes.
    public byte[] bytes() {
        var members = new LinkedHashMap<String, Json>();
        members.put("_type", new Json.Text(TYPE));
        members.put(
                "subject", new Json.Arr(subjects.stream().map(Statement::json).toList()));
        members.put("predicateType", new Json.Text(predicateType));
        members.put("predicate", predicate);
        return CanonicalJson.jcs(new Json.Obj(members));
    }

    /// Whether this is about an artifact with this SHA-256, in lower-case hex.
    public boolean isAbout(String sha256) {
        return subjects.stream()
                .anyMatch(subject -> sha256.equals(subject.digests().get("sha256")));
    }

    private static Subject subject(Json json) {
        if (!(json instanceof Json.Obj object)) {
            throw new RefusedException("a subject of a statement is an object");
        }
        var digests = new TreeMap<String, String>();
        var digest = object.object("digest");
        digest.members().keySet().forEach(algorithm -> digests.put(algorithm, digest.text(algorithm)));
        return new Subject(object.find("name").isPresent() ? object.text("name") : "", digests);
    }

    private static Json json(Subject subject) {
        var digests = new LinkedHashMap<String, Json>();
        subject.digests().forEach((algorithm, digest) -> digests.put(algorithm, new Json.Text(digest)));
        var members = new LinkedHashMap<String, Json>();
        members.put("name", new Json.Text(subject.name()));
        members.put("digest", new Json.Obj(digests));
        return new Json.Obj(members);
    }
}
