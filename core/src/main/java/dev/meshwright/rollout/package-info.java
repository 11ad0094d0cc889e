/// How a mesh gets there: phases over days, each with what it applies, what to watch, what must work and what must be
/// refused, and the way back. Start at `Planner`; [Plan] is the result, `PlanFiles` its pages and scripts.
@NullMarked
package dev.meshwright.rollout;

import org.jspecify.annotations.NullMarked;
