/// Rules about the workloads that a Sidecar or a Telemetry is for: none, or the same as another one's. Start at
/// `SelectionRules`.
@NullMarked
package dev.meshwright.analysis.selection;

import org.jspecify.annotations.NullMarked;
