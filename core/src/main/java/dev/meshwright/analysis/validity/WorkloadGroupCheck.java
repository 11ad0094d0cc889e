package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Manifest;

/// Labels of a WorkloadGroup.
final class WorkloadGroupCheck implements KindCheck {
    @Override
    public String group() {
        return "networking.istio.io";
    }

    @Override
    public String kind() {
        return "WorkloadGroup";
    }

    @Override
    public void check(Manifest object, Place spec, Verdict verdict) {
        spec.at("metadata").ifPresent(metadata -> Syntax.labels(metadata, "labels", verdict));
        spec.at("template").ifPresent(template -> Syntax.labels(template, "labels", verdict));
    }
}
