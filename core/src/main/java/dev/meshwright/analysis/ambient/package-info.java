/// Rules about what runs in ambient mode: which part of a policy ztunnel enforces, which waypoint stands before what,
/// and which objects nobody there reads. Start at `AmbientRules`, then `AmbientView`.
@NullMarked
package dev.meshwright.analysis.ambient;

import org.jspecify.annotations.NullMarked;
