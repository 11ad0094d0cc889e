/// Explains what a ztunnel runs: the policies, workloads and services that istiod makes of the intent for its node.
@NullMarked
package dev.meshwright.posture.ztunnel;

import org.jspecify.annotations.NullMarked;
