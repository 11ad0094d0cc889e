package dev.meshwright.analysis.ambient;

import dev.meshwright.access.reach.Enrolment;
import dev.meshwright.access.reach.Waypoints;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;

/// An object that names a waypoint by its own label.
///
/// @param labels the path of its labels, with dots
record Asked(Manifest object, String labels, Enrolment enrolment) {

    Finding finding(RuleInfo rule, String message) {
        var keys = new ArrayList<>(List.of(labels.split("\\.")));
        keys.add(Waypoints.USE);
        return Finding.of(rule, object, object.where(keys.toArray(String[]::new)), labels, message, rule.fix());
    }

    /// What takes the traffic that would go through the waypoint.
    String who() {
        return object.kind() + " " + (object.kind().equals("Namespace") ? object.name() : object.id());
    }
}
