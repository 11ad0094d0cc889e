/// Answers a security reviewer about a mesh: how each workload takes calls, which rule runs where, what is wrong,
/// what to do next and how to go back, and what nobody can know from this input. Start at [Review], which is its own
/// JSON; [Change] is the same about two states of a mesh; [ReviewText], [ReviewMarkdown] and [ReviewHtml] print both.
@NullMarked
package dev.meshwright.analysis.review;

import org.jspecify.annotations.NullMarked;
