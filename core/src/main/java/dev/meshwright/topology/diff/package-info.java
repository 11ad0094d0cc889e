/// What differs between two maps. Start at [MapDiff]; [MapReader] reads a map that was written as JSON.
@NullMarked
package dev.meshwright.topology.diff;

import org.jspecify.annotations.NullMarked;
