/// Findings as people and tools want them. Every report is a text made from the findings; nothing is read or written
/// here. Start at `TextReport`, or `JsonReport` for the contract with other programs.
@NullMarked
package dev.meshwright.analysis.report;

import org.jspecify.annotations.NullMarked;
