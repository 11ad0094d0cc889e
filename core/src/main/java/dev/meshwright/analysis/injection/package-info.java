/// Rules about which pods get a sidecar. Start at `InjectionRules`; [Injection] says what istiod's webhook would do.
@NullMarked
package dev.meshwright.analysis.injection;

import org.jspecify.annotations.NullMarked;
