package dev.meshwright.generate;

import java.util.regex.Pattern;

/// The names that Kubernetes takes; what is none of them never becomes a path or a field.
final class Names {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern HOST =
            Pattern.compile("(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    private Names() {}

    static boolean isLabel(String name) {
        return LABEL.matcher(name).matches();
    }

    /// A DNS name of two labels or more, perhaps with `*` for the first.
    static boolean isHost(String name) {
        return name.length() <= 200 && HOST.matcher(name).matches();
    }
}
