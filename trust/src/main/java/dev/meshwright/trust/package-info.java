/// What an agent carries to check its configuration offline: JSON and canonical forms, envelopes, signed
/// metadata and bundles. JDK only, no network types, so that an agent stays small and easy to audit.
/// What cannot be trusted ends in a [RefusedException][dev.meshwright.trust.RefusedException]; there is no answer
/// between verified and refused.
@NullMarked
package dev.meshwright.trust;

import org.jspecify.annotations.NullMarked;
