/// Rules about the service accounts that workloads run as, which are their identities in the mesh. Start at
/// `IdentityRules`.
@NullMarked
package dev.meshwright.analysis.identity;

import org.jspecify.annotations.NullMarked;
