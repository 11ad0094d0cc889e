package dev.meshwright.trust.tuf;

import dev.meshwright.trust.signature.VerificationKey;
import java.util.Set;

/// A target and the roles that vouch for it.
/// @param role the one that lists it
/// @param keys who may sign that role
/// @param above who may sign one of the roles that delegate to it
public record Listing(TargetFile file, String role, Set<VerificationKey> keys, Set<VerificationKey> above) {
    public Listing {
        keys = Set.copyOf(keys);
        above = Set.copyOf(above);
    }
}
