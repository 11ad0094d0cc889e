/// A small interpreter for the part of CEL that the rules of the Istio and Gateway API CRDs use. Start at [Cel].
///
/// An expression is read once and evaluated over plain values (Map, List, String, Long, Double, Boolean). What is not
/// in the language as far as we know it is refused when it is read, and a test reads every rule of the facts. The
/// decision for it, against a general engine, stands in `docs/decisions/0004-own-cel.md`.
@NullMarked
package dev.meshwright.schema.cel;

import org.jspecify.annotations.NullMarked;
