package dev.meshwright.manifest;

import java.util.Arrays;

/// Keeps one copy of the short texts that recur in manifests (keys, kinds, labels), which halves the memory of a
/// large mesh. A slot may be overwritten at any time, also by another thread: at worst
/// there is a second copy.
final class Texts {
    private static final int SLOTS = 1 << 14;
    private static final int LONGEST = 48;

    private final String[] slots = new String[SLOTS];

    Texts() {
        Arrays.fill(slots, "");
    }

    String same(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        int hash = text.hashCode();
        int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
        var known = slots[slot];
        if (known.equals(text)) {
            return known;
        }
        slots[slot] = text;
        return text;
    }
}
