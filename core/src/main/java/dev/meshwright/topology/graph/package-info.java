/// The calls as a plain graph: who reaches whom, in which layers, in what circles, and who is the only way to whom.
/// Start at [CallGraph]. Nodes are names; what they stand for is the caller's business.
@NullMarked
package dev.meshwright.topology.graph;

import org.jspecify.annotations.NullMarked;
