/// Rules about the patches of EnvoyFilters: those that Istio ignores, and those whose effect depends on order. Start
/// at `EnvoyFilterRules`.
@NullMarked
package dev.meshwright.analysis.envoyfilter;

import org.jspecify.annotations.NullMarked;
