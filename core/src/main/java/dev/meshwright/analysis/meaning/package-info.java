/// Rules about what authorization policies come to, taken together: rules that nothing matches or that others decide
/// before, and refusals with a way around them. Start at `MeaningRules`, then `MeaningView`.
@NullMarked
package dev.meshwright.analysis.meaning;

import org.jspecify.annotations.NullMarked;
