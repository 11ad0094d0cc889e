/// What a change of a mesh lets through, and what it keeps out. Start at [AccessDiff].
@NullMarked
package dev.meshwright.access.diff;

import org.jspecify.annotations.NullMarked;
