package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Manifest;

/// Selector and port-level modes of a PeerAuthentication.
final class PeerAuthenticationCheck implements KindCheck {
    @Override
    public String group() {
        return "security.istio.io";
    }

    @Override
    public String kind() {
        return "PeerAuthentication";
    }

    @Override
    public void check(Manifest object, Place spec, Verdict verdict) {
        Selectors.check(spec, verdict);
        spec.at("portLevelMtls").ifPresent(ports -> {
            if (ports.values().isEmpty()) {
                verdict.error(ports, "portLevelMtls names no port", "Name a port, or remove portLevelMtls.");
            } else if (spec.values("selector", "matchLabels").isEmpty()) {
                verdict.error(
                        ports,
                        "portLevelMtls needs a selector: ports belong to workloads, not to a namespace",
                        "Add `selector.matchLabels`.");
            }
        });
    }
}
