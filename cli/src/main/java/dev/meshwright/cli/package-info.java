/// The command line: one class per command, named as typed. Start at [Meshwright]; [Input] is what every command on
/// manifests shares. Commands read, call the pure functions of `core`, and write: nothing is computed here.
@NullMarked
package dev.meshwright.cli;

import org.jspecify.annotations.NullMarked;
