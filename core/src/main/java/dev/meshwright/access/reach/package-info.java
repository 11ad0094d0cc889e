/// Can this caller reach that callee, and why: every layer that a call passes, in the order in which it does. Start at
/// [Reach], then [Answer].
@NullMarked
package dev.meshwright.access.reach;

import org.jspecify.annotations.NullMarked;
