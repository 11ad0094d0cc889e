package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Manifest;
import java.util.Map;

/// Where a Telemetry applies, and its tracing.
final class TelemetryCheck implements KindCheck {
    /// Where the value of a tag comes from, and the field that names it.
    private static final Map<String, String> SOURCES =
            Map.of("literal", "value", "header", "name", "environment", "name");

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
            tracing.values("customTags").forEach(tag -> tag(tag, verdict));
        }
    }

    private static void tag(Place tag, Verdict verdict) {
        if (SOURCES.keySet().stream().noneMatch(tag::has)) {
            verdict.error(tag, "the tag " + tag.field() + " has no value", "Add literal, header or environment.");
        }
        SOURCES.forEach((source, field) -> tag.at(source)
                .filter(found -> found.text(field).isEmpty())
                .ifPresent(found -> verdict.error(found, "the tag's " + source + " is empty", "Add `" + field + "`.")));
    }
}
