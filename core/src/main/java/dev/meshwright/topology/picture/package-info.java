/// Shows a topology to people: as text in a terminal, as Graphviz and Mermaid source, as a picture and as a page. Start
/// at [TopologyTable] for text and at [TopologySvg] for pictures.
///
/// Names come from manifests that others wrote: each class escapes them for its own output.
@NullMarked
package dev.meshwright.topology.picture;

import org.jspecify.annotations.NullMarked;
