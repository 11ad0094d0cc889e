/// One verdict for one proxy, of whatever kind it is. Start at [Posture].
@NullMarked
package dev.meshwright.posture.verdict;

import org.jspecify.annotations.NullMarked;
