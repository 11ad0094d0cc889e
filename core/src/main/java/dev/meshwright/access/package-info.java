/// Who can call whom, by what the policies mean. Start at [Proof]: it evaluates the policies for every pair of
/// workloads and compares what they admit with the calls that are known.
@NullMarked
package dev.meshwright.access;

import org.jspecify.annotations.NullMarked;
