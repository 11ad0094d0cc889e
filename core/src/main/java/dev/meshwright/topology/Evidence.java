package dev.meshwright.topology;

import java.util.Comparator;

/// Where a statement comes from.
///
/// @param line from 1
/// @param how the way it is declared: `env`, `args`, `config`, `ingress`, `port-name`, `app-protocol`, …
/// @param text what stands there, shortened; never a secret's value
public record Evidence(String file, int line, String how, String text) {
    /// By place.
    public static final Comparator<Evidence> ORDER = Comparator.comparing(Evidence::file)
            .thenComparingInt(Evidence::line)
            .thenComparing(Evidence::how)
            .thenComparing(Evidence::text);

    /// `file:line`.
    public String place() {
        return file + ":" + line;
    }
}
