/// The command line: one class per command, named as it is typed. Start at `Meshwright`, which lists them.
@NullMarked
package dev.meshwright.cli;

import org.jspecify.annotations.NullMarked;
