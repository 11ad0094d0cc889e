/// Keys and signatures: Ed25519 and ECDSA P-256 sign and verify, RSA-PSS verifies. Start with
/// [VerificationKey][dev.meshwright.trust.signature.VerificationKey]; whatever holds a private key is a
/// [Signer][dev.meshwright.trust.signature.Signer], of which
/// [KeyFile][dev.meshwright.trust.signature.KeyFile] is the one kept in an encrypted file.
/// A key is checked once, when it is read: no key of this package is off its curve, of small order, or of a size
/// that is too weak or takes too long to verify with.
@NullMarked
package dev.meshwright.trust.signature;

import org.jspecify.annotations.NullMarked;
