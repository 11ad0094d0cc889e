package dev.meshwright.cli.bundle;

import dev.meshwright.manifest.Source;
import java.util.Comparator;

/// Something that must not be in a bundle.
///
/// @param what in words that follow "is"
public record Suspect(Source where, String what) {
    static final Comparator<Suspect> ORDER =
            Comparator.comparing(Suspect::where).thenComparing(Suspect::what);

    /// `file:line`, or the file where it is about all of it.
    public String place() {
        return where.line() == 0 ? where.file() : where.file() + ":" + where.line();
    }
}
