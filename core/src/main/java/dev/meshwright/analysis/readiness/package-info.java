/// Rules about what in a workload does not go well with a proxy before it: where it listens, what starts before the
/// proxy, what ends after it, and what packet filters keep from it. Start at `ReadinessRules`.
@NullMarked
package dev.meshwright.analysis.readiness;

import org.jspecify.annotations.NullMarked;
