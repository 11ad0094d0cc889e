package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Manifest;

/// Patches of an EnvoyFilter.
final class EnvoyFilterCheck implements KindCheck {
    @Override
    public String group() {
        return "networking.istio.io";
    }

    @Override
    public String kind() {
        return "EnvoyFilter";
    }

    @Override
    public void check(Manifest object, Place spec, Verdict verdict) {
        verdict.warning(
                new Place(object.root(), ""),
                "an EnvoyFilter changes what Envoy gets directly, and may break with any upgrade",
                "Use another Istio API if there is one for the purpose.");
        spec.at("workloadSelector").ifPresent(selector -> Selectors.labels(selector, "labels", verdict));
        for (var patch : spec.items("configPatches")) {
            if (patch.text("applyTo").isEmpty()) {
                verdict.error(patch, "the patch does not say what it applies to", "Add `applyTo`.");
            }
            if (patch.text("patch", "operation").isEmpty()) {
                verdict.error(patch, "the patch has no operation", "Add `patch.operation`.");
            } else if (!patch.text("patch", "operation").equals("REMOVE") && !patch.has("patch", "value")) {
                verdict.error(patch, "the patch has no value", "Add `patch.value`.");
            }
        }
    }
}
