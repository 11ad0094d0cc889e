/// What would be refused before it reaches a proxy: by the API server, by istiod's validating webhook or by `kubectl`.
/// Start at [ValidityRules]. The webhook's checks are one class per kind, a [KindCheck] each.
@NullMarked
package dev.meshwright.analysis.validity;

import org.jspecify.annotations.NullMarked;
