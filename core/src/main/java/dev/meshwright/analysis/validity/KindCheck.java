package dev.meshwright.analysis.validity;

import dev.meshwright.manifest.Manifest;

/// What istiod's validating webhook checks of one kind beyond its schema.
///
/// Source: Istio's `pkg/config/validation`.
interface KindCheck {
    String group();

    String kind();

    void check(Manifest object, Place spec, Verdict verdict);
}
