package dev.meshwright.analysis.ambient;

import dev.meshwright.access.reach.Enrolment.State;
import dev.meshwright.analysis.Category;
import dev.meshwright.analysis.Finding;
import dev.meshwright.analysis.Mesh;
import dev.meshwright.analysis.Rule;
import dev.meshwright.analysis.RuleInfo;
import dev.meshwright.analysis.Severity;
import java.util.stream.Stream;

/// A label names a waypoint that is not there.
final class WaypointNotFound implements Rule {
    private static final RuleInfo INFO = new RuleInfo(
            "MW4203",
            "WaypointNotFound",
            Category.AMBIENT,
            Severity.ERROR,
            "The waypoint that a label names does not exist",
            "Traffic goes straight to its destination, without the routes and policies of any "
                    + "waypoint: one of the namespace does not stand in.",
            "Create the waypoint (istioctl waypoint apply), or correct istio.io/use-waypoint and "
                    + "istio.io/use-waypoint-namespace.",
            Examples.CART + Examples.ENROLLED_SERVICE,
            Examples.CART + Examples.ENROLLED_SERVICE + Examples.WAYPOINT,
            "https://istio.io/latest/docs/ambient/usage/waypoint/");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public Stream<Finding> check(Mesh mesh) {
        return AmbientView.of(mesh)
                .asking(State.MISSING)
                .map(asked -> asked.finding(
                        INFO,
                        "there is no Gateway " + asked.enrolment().gateway() + ": calls to " + asked.who()
                                + " go without a waypoint"))
                .map(finding -> mesh.lacks("gateway.networking.k8s.io", "Gateway") ? finding.asInference() : finding);
    }
}
