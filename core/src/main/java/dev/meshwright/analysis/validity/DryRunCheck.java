package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Manifest;
import java.util.Set;

/// The annotation `istio.io/dry-run`: only for AuthorizationPolicies that allow or deny.
final class DryRunCheck {
    private static final String ANNOTATION = "istio.io/dry-run";
    private static final Set<String> BOOLEANS =
            Set.of("1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False");

    private DryRunCheck() {}

    static void check(Manifest object, Verdict verdict) {
        var metadata = new Place(object.root(), "").at("metadata", "annotations", ANNOTATION);
        if (metadata.isEmpty()) {
            return;
        }
        var place = metadata.get();
        var action = object.root().text("spec", "action").orElse("ALLOW");
        if (!object.kind().equals("AuthorizationPolicy")) {
            verdict.error(
                    place,
                    "the annotation " + ANNOTATION + " is for AuthorizationPolicies, not for " + object.kind(),
                    "Remove the annotation.");
        } else if (!BOOLEANS.contains(place.text())) {
            verdict.error(
                    place,
                    ANNOTATION + " is `" + place.text() + "`, but must be \"true\" or \"false\"",
                    "Write \"true\".");
        } else if (!action.equals("ALLOW") && !action.equals("DENY")) {
            verdict.error(
                    place,
                    ANNOTATION + " works with the actions ALLOW and DENY only, not with " + action,
                    "Remove the annotation.");
        }
    }
}
