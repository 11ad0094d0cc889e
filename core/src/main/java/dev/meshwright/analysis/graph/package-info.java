/// Rules about the dependency graph. Start at `GraphRules`.
@NullMarked
package dev.meshwright.analysis.graph;

import org.jspecify.annotations.NullMarked;
