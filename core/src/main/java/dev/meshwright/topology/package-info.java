/// What runs, and who calls whom, with the evidence for each statement. Start at [TopologyMapper]: manifests in,
/// [Topology] out. A topology is its own JSON: the same in files, in the API and in golden files.
///
/// One detector class per way of declaring a dependency. What the evidence does not show is listed as unknown, never
/// taken for absent.
@NullMarked
package dev.meshwright.topology;

import org.jspecify.annotations.NullMarked;
