/// Edits of manifests as a person would make them: the least change of the text, comments and order kept, and proven by
/// reading the result again. Start at `Fixer`.
@NullMarked
package dev.meshwright.analysis.fix;

import org.jspecify.annotations.NullMarked;
