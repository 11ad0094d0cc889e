/// What holds for the house as a whole: its architecture, its launcher, and what a real API server says of its output.
@NullMarked
package dev.meshwright.it;

import org.jspecify.annotations.NullMarked;
