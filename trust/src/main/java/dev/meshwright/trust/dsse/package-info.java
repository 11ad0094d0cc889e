/// Signed statements: [DSSE](https://github.com/secure-systems-lab/dsse) envelopes around
/// [in-toto statements](https://github.com/in-toto/attestation). Start with
/// [Envelope][dev.meshwright.trust.dsse.Envelope]; [Statement][dev.meshwright.trust.dsse.Statement] is what ours hold.
@NullMarked
package dev.meshwright.trust.dsse;

import org.jspecify.annotations.NullMarked;
