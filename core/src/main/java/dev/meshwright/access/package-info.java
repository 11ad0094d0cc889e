/// Who can call whom, by what the policies mean. Start at [Access]: what a sidecar, a ztunnel or a waypoint enforces,
/// as
/// istiod tells it to them ([EnvoyRules], [ZtunnelRules]). [Prover] compares that with the calls that are known; the
/// package `reach` walks single calls through every layer.
@NullMarked
package dev.meshwright.access;

import org.jspecify.annotations.NullMarked;
