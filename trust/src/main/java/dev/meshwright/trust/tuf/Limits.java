package dev.meshwright.trust.tuf;

/// How much a client takes from a repository it does not trust yet. Sizes are in bytes; they hold where signed
/// metadata says no length.
/// @param rootRotations new roots in one update
/// @param roles targets roles visited in search of one target
public record Limits(int root, int timestamp, int snapshot, int targets, int rootRotations, int roles) {
    public static final Limits DEFAULT = new Limits(512_000, 16_384, 2_000_000, 5_000_000, 1024, 32);
}
