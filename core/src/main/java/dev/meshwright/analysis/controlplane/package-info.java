/// Rules about istiod itself: its webhooks, its mesh config and networks, the kinds it needs in the cluster, and what
/// it reported back. Start at `ControlPlaneRules`.
@NullMarked
package dev.meshwright.analysis.controlplane;

import org.jspecify.annotations.NullMarked;
