/// What an agent is to run for one workload class, as bytes that are the same wherever they are made. Start with
/// [Bundle][dev.meshwright.trust.bundle.Bundle]; where one comes from is said by its
/// [Provenance][dev.meshwright.trust.bundle.Provenance], in a signed statement beside it.
@NullMarked
package dev.meshwright.trust.bundle;

import org.jspecify.annotations.NullMarked;
