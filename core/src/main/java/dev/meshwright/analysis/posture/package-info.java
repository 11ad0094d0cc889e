/// Rules about how calls are secured, and what is let out. Start at [MutualTls], mutual TLS call by call as it takes
/// effect; the rules are in `PostureRules`.
@NullMarked
package dev.meshwright.analysis.posture;

import org.jspecify.annotations.NullMarked;
