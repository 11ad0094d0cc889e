/// Configuration files as their own programs read them: which settings they hold, and on which line. Start at
/// [ConfigFile].
///
/// A format that has a parser is read by it; programs whose files say more than their keys do (Envoy, Prometheus, the
/// OpenTelemetry collector, nginx) have a reader each, which keeps only what is called. What is broken is a problem
/// with its place, and is then read line by line as far as that goes.
@NullMarked
package dev.meshwright.topology.config;

import org.jspecify.annotations.NullMarked;
