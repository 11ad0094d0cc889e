package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Manifest;

/// Where a ProxyConfig applies.
final class ProxyConfigCheck implements KindCheck {
    @Override
    public String group() {
        return "networking.istio.io";
    }

    @Override
    public String kind() {
        return "ProxyConfig";
    }

    @Override
    public void check(Manifest object, Place spec, Verdict verdict) {
        Selectors.check(spec, verdict);
    }
}
