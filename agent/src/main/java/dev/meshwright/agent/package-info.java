/// What runs beside a proxy: the gate lets a workload start only with the configuration that both authorities name.
/// Start with [Gate][dev.meshwright.agent.Gate]; [Agent][dev.meshwright.agent.Agent] is its command line. It uses
/// `trust` and nothing else of the house: what a proxy's state means is judged by the authority.
@NullMarked
package dev.meshwright.agent;

import org.jspecify.annotations.NullMarked;
