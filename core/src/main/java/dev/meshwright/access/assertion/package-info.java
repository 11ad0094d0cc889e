/// What a team wants to hold about who may call whom, written down once and tested with every change. Start at
/// [AssertionFile], then [Judgement].
@NullMarked
package dev.meshwright.access.assertion;

import org.jspecify.annotations.NullMarked;
