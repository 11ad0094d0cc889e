package dev.meshwright.trust.release;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The director's word that a class runs this bundle.
/// @param counter counts the releases of a class; what ran once is never followed by a lower one
/// @param bundle SHA-256 of the bundle, in hex
/// @param length of the bundle, in bytes
/// @param notBefore before, it must not be activated
/// @param notAfter from then on, it must not be activated
/// @param waves which share of the instances takes it from when on; none for all of them at once
public record Release(long counter, String bundle, long length, Instant notBefore, Instant notAfter, List<Wave> waves) {
    private static final Set<String> MEMBERS = Set.of("counter", "bundle", "length", "notBefore", "notAfter", "waves");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /// From this moment on, so many of 100 instances.
    public record Wave(Instant from, int percent) {}

    public Release {
        waves = List.copyOf(waves);
        if (counter < 1 || length < 1 || !SHA256.matcher(bundle).matches()) {
            throw new RefusedException("release " + counter + " does not name a bundle");
        }
        if (!notBefore.isBefore(notAfter)) {
            throw new RefusedException("the window of release " + counter + " ends before it begins");
        }
        requireGrowing(waves);
    }

    private static void requireGrowing(List<Wave> waves) {
        int percent = 0;
        var from = Instant.MIN;
        for (var wave : waves) {
            if (wave.percent() <= percent
                    || wave.percent() > 100
                    || !wave.from().isAfter(from)) {
                throw new RefusedException("the waves of a release do not grow from 1 to 100 percent");
            }
            percent = wave.percent();
            from = wave.from();
        }
    }

    static Release read(Json.Obj json) {
        requireMembers(json, MEMBERS);
        var waves = new ArrayList<Wave>();
        for (var item : json.array("waves")) {
            if (!(item instanceof Json.Obj wave)) {
                throw new RefusedException("a wave is not an object");
            }
            requireMembers(wave, Set.of("from", "percent"));
            waves.add(new Wave(instant(wave, "from"), Math.clamp(wave.integer("percent"), -1, Integer.MAX_VALUE)));
        }
        return new Release(
                json.integer("counter"),
                json.text("bundle"),
                json.integer("length"),
                instant(json, "notBefore"),
                instant(json, "notAfter"),
                waves);
    }

    Json.Obj toJson() {
        var members = new LinkedHashMap<String, Json>();
        members.put("counter", new Json.Int(counter));
        members.put("bundle", new Json.Text(bundle));
        members.put("length", new Json.Int(length));
        members.put("notBefore", new Json.Text(notBefore.toString()));
        members.put("notAfter", new Json.Text(notAfter.toString()));
        members.put("waves", new Json.Arr(waves.stream().map(Release::json).toList()));
        return new Json.Obj(members);
    }

    /// Whether it may be activated at this moment.
    public boolean isOpen(Instant at) {
        return !at.isBefore(notBefore) && at.isBefore(notAfter);
    }

    /// How many of 100 instances take it at this moment.
    int percent(Instant at) {
        int percent = waves.isEmpty() ? 100 : 0;
        for (var wave : waves) {
            if (!at.isBefore(wave.from())) {
                percent = wave.percent();
            }
        }
        return percent;
    }

    private static Json json(Wave wave) {
        var members = new LinkedHashMap<String, Json>();
        members.put("from", new Json.Text(wave.from().toString()));
        members.put("percent", new Json.Int(wave.percent()));
        return new Json.Obj(members);
    }

    private static Instant instant(Json.Obj json, String name) {
        try {
            return Instant.parse(json.text(name));
        } catch (DateTimeException e) {
            throw new RefusedException("\"" + name + "\" is not a time like 2030-01-31T00:00:00Z", e);
        }
    }

    static void requireMembers(Json.Obj json, Set<String> known) {
        for (var name : json.members().keySet()) {
            if (!known.contains(name)) {
                throw new RefusedException("\"" + name + "\" of a release is not known here");
            }
        }
    }
}
