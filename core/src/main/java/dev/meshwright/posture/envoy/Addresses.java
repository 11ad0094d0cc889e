package dev.meshwright.posture.envoy;

import dev.meshwright.access.condition.IpBlock;

/// Addresses that the intent does not name.
final class Addresses {
    private Addresses() {}

    /// All addresses of the pod, in either family.
    static Expected any() {
        return new Expected.Open(
                "0.0.0.0",
                text -> text.asString("").equals("0.0.0.0") || text.asString("").equals("::"));
    }

    static boolean isAddress(String text) {
        return !text.contains("/") && IpBlock.parse(text).isPresent();
    }
}
