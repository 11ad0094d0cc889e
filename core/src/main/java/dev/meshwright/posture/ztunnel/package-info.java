/// Explains what a ztunnel runs: the policies, workloads and services that istiod makes of the intent for every node,
/// and the settings and certificates of this one.
///
/// Start at [ZtunnelPosture]. On one side stand [IntendedPolicies], [IntendedWorkloads] and [IntendedServices], which
/// say what istiod makes of the objects; on the other the dump, entry by entry. Fields that nothing is known of are
/// unexplained, so that a newer ztunnel is asked about and not waved through.
@NullMarked
package dev.meshwright.posture.ztunnel;

import org.jspecify.annotations.NullMarked;
