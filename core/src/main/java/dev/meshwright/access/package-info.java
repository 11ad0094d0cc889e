/// Who can call whom, by what the policies mean. Start at [Access]: what a sidecar, a ztunnel or a waypoint enforces,
/// as
/// istiod tells it to them ([EnvoyRules], [ZtunnelRules]). [Prover] compares that with the calls that are known; the
/// package `reach` walks single calls through every layer. [Enforced] is the same as a set of requests (`symbolic`),
/// which `diff` compares between two states of a mesh.
@NullMarked
package dev.meshwright.access;

import org.jspecify.annotations.NullMarked;
