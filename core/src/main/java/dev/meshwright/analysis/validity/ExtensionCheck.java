package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.schema.syntax.Url;

/// Where a WasmPlugin or TrafficExtension applies, and where its code comes from.
///
/// @param kind one of the two
record ExtensionCheck(String kind) implements KindCheck {
    @Override
    public String group() {
        return "extensions.istio.io";
    }

    @Override
    public void check(Manifest object, Place spec, Verdict verdict) {
        Selectors.check(spec, verdict);
        for (var match : spec.items("match")) {
            if (match.values().isEmpty()) {
                verdict.error(match, "the match says nothing", "Name a mode or ports, or remove the match.");
            }
        }
        var wasm = kind.equals("WasmPlugin") ? spec : spec.at("wasm").orElse(spec);
        wasm.at("url").ifPresent(url -> {
            boolean schemeless = !url.text().contains("://");
            if (Url.parse(schemeless ? "oci://" + url.text() : url.text()).isEmpty()) {
                verdict.error(url, "`" + url.text() + "` is no URL", "Write oci://, https:// or file://.");
            }
        });
    }
}
