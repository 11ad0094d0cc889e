/// Rules about tokens: whose are checked, with which keys, and whether anybody asks for them. Start at `TokenRules`.
@NullMarked
package dev.meshwright.analysis.tokens;

import org.jspecify.annotations.NullMarked;
