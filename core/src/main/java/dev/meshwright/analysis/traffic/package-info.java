/// Rules about where VirtualServices and DestinationRules send traffic. Start at `TrafficRules`.
@NullMarked
package dev.meshwright.analysis.traffic;

import org.jspecify.annotations.NullMarked;
