/// The live cluster: what its API server says of our manifests. Start at [ServerSideDryRun].
///
/// Objects travel as generic JSON, never as typed models: those drop what they do not know, and with it the faults that
/// we are looking for.
@NullMarked
package dev.meshwright.kube;

import org.jspecify.annotations.NullMarked;
