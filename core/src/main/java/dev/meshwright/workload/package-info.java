/// What one workload's proxy is meant to run. Start with [WorkloadConfiguration], which picks it out of a mesh.
@NullMarked
package dev.meshwright.workload;

import org.jspecify.annotations.NullMarked;
