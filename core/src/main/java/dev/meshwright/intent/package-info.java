/// What the user wants: service classes, timeouts, exceptions, and the values that follow from them, each with its
/// reason. Start at [Intent], the content of `meshwright.yaml` (every field may be missing); [Decisions] is what the
/// topology and the intent together say about each service.
@NullMarked
package dev.meshwright.intent;

import org.jspecify.annotations.NullMarked;
