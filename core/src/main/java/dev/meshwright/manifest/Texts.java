package dev.meshwright.manifest;

import org.jspecify.annotations.Nullable;

/// Keeps one copy of the short texts that recur in manifests (keys, kinds, labels), which halves the memory of a
/// large mesh. A slot may be overwritten at any time, also by another thread: at worst
/// there is a second copy.
final class Texts {
    private static final int MOST_SLOTS = 1 << 14;
    private static final int LEAST_SLOTS = 1 << 5;
    private static final int LONGEST = 48;

    private final @Nullable String[] slots;

    /// @param characters how much text is about to be read: a small file is not worth a large table
    Texts(int characters) {
        int wanted = Math.clamp(characters / 16, LEAST_SLOTS, MOST_SLOTS);
        slots = new String[Integer.highestOneBit(wanted)];
    }

    /// For texts of unknown length.
    Texts() {
        this(Integer.MAX_VALUE);
    }

    String same(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        int hash = text.hashCode();
        int slot = (hash ^ (hash >>> 15)) & (slots.length - 1);
        var known = slots[slot];
        if (known != null && known.equals(text)) {
            return known;
        }
        slots[slot] = text;
        return text;
    }
}
