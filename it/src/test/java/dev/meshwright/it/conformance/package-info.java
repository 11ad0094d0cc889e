/// Runs Meshwright against cases whose answers come from Istio itself. One test per folder of cases.
@NullMarked
package dev.meshwright.it.conformance;

import org.jspecify.annotations.NullMarked;
