/// Rules about what stands at the edge of the mesh: gateways, the pods and Services behind them, and their
/// certificates. Start at `GatewayRules`.
@NullMarked
package dev.meshwright.analysis.gateways;

import org.jspecify.annotations.NullMarked;
