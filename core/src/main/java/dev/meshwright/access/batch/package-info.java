/// Judges requests by the thousand: policy sets and requests in, one verdict per request out. Start at [Evaluation].
@NullMarked
package dev.meshwright.access.batch;

import org.jspecify.annotations.NullMarked;
