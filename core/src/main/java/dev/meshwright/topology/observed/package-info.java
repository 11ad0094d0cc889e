/// Traffic that was seen, merged into the map. Start at [TrafficFile], which reads what one tool has counted into an
/// [Observation], and [ObservedTraffic], which merges observations into a [dev.meshwright.topology.Topology].
///
/// One reader per format; each gives [Flow]s between a [Party] and another, named as the tool names them. Who that is
/// among our services is decided in one place, [Directory].
@NullMarked
package dev.meshwright.topology.observed;

import org.jspecify.annotations.NullMarked;
