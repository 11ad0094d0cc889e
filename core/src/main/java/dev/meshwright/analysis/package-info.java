/// Finds what is wrong with a mesh's manifests. Start at `catalog.Check`; a [Rule] is one class for one fault, a
/// [Finding] is
/// what it says, the [Mesh] is what it looks at. Rules live in the packages below, one per subject, each with a list
/// (`TrafficRules`, …) of the rules in it.
@NullMarked
package dev.meshwright.analysis;

import org.jspecify.annotations.NullMarked;
