/// Rules about the ports of Services and of the workloads behind them. Start at `PortRules`.
@NullMarked
package dev.meshwright.analysis.ports;

import org.jspecify.annotations.NullMarked;
