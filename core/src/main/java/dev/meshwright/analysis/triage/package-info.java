/// Which findings still count: what the user has said about findings, in a baseline, at an object, or in the intent
/// file. Start at `Triage`.
@NullMarked
package dev.meshwright.analysis.triage;

import org.jspecify.annotations.NullMarked;
