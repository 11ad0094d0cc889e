/// What an agent carries to check its configuration offline: JSON and canonical forms, envelopes, signed
/// metadata and bundles. JDK only, no network types, so that an agent stays small and easy to audit.
/// Nothing is in this room yet; it is declared so that its walls (no dependencies, nothing points back) hold from the
/// start.
@NullMarked
package dev.meshwright.trust;

import org.jspecify.annotations.NullMarked;
