package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Manifest;

/// Where a Telemetry applies, and its tracing.
final class TelemetryCheck implements KindCheck {
    @Override
    public String group() {
        return "telemetry.istio.io";
    }

    @Override
    public String kind() {
        return "Telemetry";
    }

    @Override
    public void check(Manifest object, Place spec, Verdict verdict) {
        Selectors.check(spec, verdict);
        if (spec.items("tracing").size() > 1) {
            verdict.warning(spec, "only the first entry of tracing counts", "Keep one entry.");
        }
        for (var tracing : spec.items("tracing")) {
            if (tracing.items("providers").size() > 1) {
                verdict.warning(tracing, "only the first provider of tracing counts", "Keep one provider.");
            }
        }
    }
}
