/// What proxies ask of a request. Start at [Condition]: a rule of any policy, as any proxy reads it, is a tree of
/// them; [Request] is what they are asked of.
@NullMarked
package dev.meshwright.access.condition;

import org.jspecify.annotations.NullMarked;
