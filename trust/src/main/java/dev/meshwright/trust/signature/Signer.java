package dev.meshwright.trust.signature;

/// Whatever holds a private key: a file, a device, a service. Only signatures leave it.
public interface Signer {
    /// The key that verifies what this signs.
    VerificationKey key();

    /// A signature of the message in the form [VerificationKey#verifies] takes.
    byte[] sign(byte[] message);
}
