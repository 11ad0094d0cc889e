/// Explains what an Envoy runs: what istiod makes of the intent for this proxy, against the proxy's dump, field by
/// field. Start at [EnvoyPosture].
@NullMarked
package dev.meshwright.posture.envoy;

import org.jspecify.annotations.NullMarked;
