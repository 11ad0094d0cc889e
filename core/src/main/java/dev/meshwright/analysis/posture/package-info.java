/// How calls are secured: mutual TLS call by call as it takes effect, how much of the mesh it covers, and what a
/// PeerAuthentication changes. Start at [MutualTls]; [Coverage] and [PeerReach] are for reports, the rules are in
/// `PostureRules`.
@NullMarked
package dev.meshwright.analysis.posture;

import org.jspecify.annotations.NullMarked;
