package dev.meshwright.trust.release;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.bundle.WorkloadClass;
import dev.meshwright.trust.json.CanonicalJson;
import dev.meshwright.trust.json.Json;
import dev.meshwright.trust.json.JsonReader;
import dev.meshwright.trust.tuf.Hashes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The releases of a class that are in force, a target of the repository that the director's role lists.
/// @param current what the class runs
/// @param next what it changes to, wave by wave
public record ReleaseFile(
        WorkloadClass workloadClass,
        Release current,
        @Nullable Release next) {
    private static final String FORMAT = "meshwright.dev/release/v1";
    /// Of a hash in hex, enough to spread by.
    private static final int DIGITS = 12;

    private static final Set<String> MEMBERS = Set.of("format", "class", "current", "next");

    public ReleaseFile {
        if (next != null && next.counter() <= current.counter()) {
            throw new RefusedException(
                    "release " + next.counter() + " is to follow release " + current.counter() + ": count on");
        }
    }

    /// Where it stands among the targets of a repository.
    public static String path(WorkloadClass workloadClass) {
        return "releases/" + workloadClass + ".json";
    }

    /// The releases of these bytes.
    /// @throws RefusedException if they are not releases, or of another class
    public static ReleaseFile read(byte[] bytes, WorkloadClass expected) {
        var json = JsonReader.readObject(bytes);
        Release.requireMembers(json, MEMBERS);
        if (!json.text("format").equals(FORMAT)) {
            throw new RefusedException("the release is " + json.text("format") + " instead of " + FORMAT);
        }
        var workloadClass = WorkloadClass.parse(json.text("class"));
        if (!workloadClass.equals(expected)) {
            throw new RefusedException("the release is of class " + workloadClass + " instead of " + expected);
        }
        return new ReleaseFile(
                workloadClass,
                Release.read(json.object("current")),
                json.find("next").isPresent() ? Release.read(json.object("next")) : null);
    }

    /// Canonical JSON.
    public byte[] bytes() {
        var members = new LinkedHashMap<String, Json>();
        members.put("format", new Json.Text(FORMAT));
        members.put("class", new Json.Text(workloadClass.toString()));
        members.put("current", current.toJson());
        if (next != null) {
            members.put("next", next.toJson());
        }
        return CanonicalJson.jcs(new Json.Obj(members));
    }

    /// What an instance activates: the next release if its window is open and its wave includes the instance, or if it
    /// ran there already; else the current one.
    /// @param instance a name that the instance keeps, such as its pod's
    /// @param ran the counter of what ran there last; 0 for nothing
    /// @throws RefusedException if neither window is open
    Release choose(String instance, long ran, Instant at) {
        if (next != null && next.isOpen(at) && takes(next, instance, ran, at)) {
            return next;
        }
        if (!current.isOpen(at)) {
            throw new RefusedException("release " + current.counter() + " may be activated from " + current.notBefore()
                    + " to " + current.notAfter() + ", and it is " + at);
        }
        if (!takes(current, instance, ran, at)) {
            throw new RefusedException("release " + current.counter() + " has not reached this instance yet");
        }
        return current;
    }

    /// Evenly spread over the instances, for each release anew; once an instance takes it, it always does.
    private boolean takes(Release release, String instance, long ran, Instant at) {
        var hash = Hashes.sha256(
                (workloadClass + " " + release.counter() + " " + instance).getBytes(StandardCharsets.UTF_8));
        long percentile = Long.parseLong(hash.substring(0, DIGITS), 16) % 100;
        return release.counter() == ran || percentile < release.percent(at);
    }
}
