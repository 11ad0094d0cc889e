package dev.meshwright.agent;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.bundle.WorkloadClass;
import dev.meshwright.trust.json.CanonicalJson;
import dev.meshwright.trust.json.Json;
import dev.meshwright.trust.json.JsonReader;
import dev.meshwright.trust.release.Release;
import dev.meshwright.trust.tuf.Hashes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;

/// What a gate remembers of what it let through.
/// @param counter of the last release; nothing below is let through
/// @param bundle its digest; "" for none yet
/// @param accepted when; no later start may be earlier
/// @param pins keys of the repository's server; none where it is a folder
record GateState(WorkloadClass workloadClass, long counter, String bundle, Instant accepted, List<String> pins) {
    private static final String FORMAT = "meshwright.dev/gate-state/v1";

    GateState {
        pins = List.copyOf(pins);
        if (counter < 0) {
            throw new RefusedException("the counter " + counter + " is below 0");
        }
    }

    /// Before anything was let through.
    /// @param floor nothing below is let through
    static GateState initial(WorkloadClass workloadClass, long floor, List<String> pins) {
        return new GateState(workloadClass, floor, "", Instant.EPOCH, pins);
    }

    /// After this release.
    /// @throws RefusedException if it must not follow
    GateState after(Release release, Instant at, List<String> newPins) {
        if (release.counter() < counter) {
            throw new RefusedException("release " + release.counter() + " is older than release " + counter
                    + ", which ran here: whoever wants it back has to release it anew");
        }
        boolean ranAnother = !bundle.isEmpty() && !bundle.equals(release.bundle());
        if (release.counter() == counter && ranAnother) {
            throw new RefusedException("release " + counter + " was of bundle " + bundle + " here, and is now of "
                    + release.bundle() + ": a release never changes");
        }
        return new GateState(workloadClass, release.counter(), release.bundle(), at, newPins);
    }

    /// Whoever sets the clock back lives in a time in which old metadata has not expired.
    void requireNotEarlier(Instant now) {
        if (now.isBefore(accepted)) {
            throw new RefusedException("the clock says " + now + ", but the gate let something through at " + accepted
                    + " already: set the clock");
        }
    }

    /// The state of these bytes.
    /// @throws RefusedException if a bit of them is not as it was written
    static GateState read(byte[] bytes) {
        var json = JsonReader.readObject(bytes);
        try {
            var state = new GateState(
                    WorkloadClass.parse(json.text("class")),
                    json.integer("counter"),
                    json.text("bundle"),
                    Instant.parse(json.text("accepted")),
                    json.texts("pins"));
            if (java.util.Arrays.equals(state.bytes(), bytes)) {
                return state;
            }
        } catch (DateTimeException e) {
            throw new RefusedException("\"accepted\" is not a time", e);
        }
        throw new RefusedException("its checksum is wrong");
    }

    /// Canonical JSON with a checksum, which tells damage and not an attacker.
    byte[] bytes() {
        var members = new LinkedHashMap<String, Json>();
        members.put("format", new Json.Text(FORMAT));
        members.put("class", new Json.Text(workloadClass.toString()));
        members.put("counter", new Json.Int(counter));
        members.put("bundle", new Json.Text(bundle));
        members.put("accepted", new Json.Text(accepted.toString()));
        members.put("pins", new Json.Arr(pins.stream().<Json>map(Json.Text::new).toList()));
        var checksum = Hashes.sha256(CanonicalJson.jcs(new Json.Obj(members)));
        members.put("checksum", new Json.Text(checksum));
        return CanonicalJson.jcs(new Json.Obj(members));
    }
}
