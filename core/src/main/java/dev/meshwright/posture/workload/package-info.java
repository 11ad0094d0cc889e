/// What one workload's proxy is meant to run. Start with
/// [WorkloadConfiguration][dev.meshwright.posture.workload.WorkloadConfiguration], which picks it out of a mesh.
@NullMarked
package dev.meshwright.posture.workload;

import org.jspecify.annotations.NullMarked;
