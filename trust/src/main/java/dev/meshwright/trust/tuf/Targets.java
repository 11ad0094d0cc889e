package dev.meshwright.trust.tuf;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Files that a role vouches for, and roles it delegates others to, in order of preference.
record Targets(Signed signed, Map<String, TargetFile> files, List<Delegation> delegations) {
    static final String ROLE = "targets";

    static Targets read(String role, byte[] json) {
        var signed = Signed.read(role, ROLE, json);
        try {
            return new Targets(signed, files(signed.content()), delegations(signed.content()));
        } catch (RefusedException e) {
            throw new RefusedException(role + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, TargetFile> files(Json.Obj content) {
        var targets = content.object("targets");
        var files = new LinkedHashMap<String, TargetFile>();
        for (var path : targets.members().keySet()) {
            files.put(path, TargetFile.read(path, targets.object(path)));
        }
        return files;
    }

    private static List<Delegation> delegations(Json.Obj content) {
        var delegations = new ArrayList<Delegation>();
        if (content.find("delegations").isEmpty()) {
            return delegations;
        }
        var json = content.object("delegations");
        var names = new HashSet<String>();
        for (var role : json.array("roles")) {
            if (!(role instanceof Json.Obj object)) {
                throw new RefusedException("a delegated role is not an object");
            }
            var delegation = Delegation.read(object, json.object("keys"));
            if (!names.add(delegation.role())) {
                throw new RefusedException("the role " + delegation.role() + " is delegated to twice");
            }
            delegations.add(delegation);
        }
        return delegations;
    }
}
