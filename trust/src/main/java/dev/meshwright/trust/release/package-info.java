/// Which bundle a workload class runs now, by two authorities: teams approve bundles with keys that are kept offline,
/// the director releases one of them with keys that are online. Start with
/// [Agreement][dev.meshwright.trust.release.Agreement].
@NullMarked
package dev.meshwright.trust.release;

import org.jspecify.annotations.NullMarked;
