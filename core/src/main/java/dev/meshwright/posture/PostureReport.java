package dev.meshwright.posture;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.meshwright.analysis.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What was found out about one proxy.
///
/// @param proxy `workload.namespace`, or `ztunnel`; "" where nothing tells
/// @param mismatches the worst first
/// @param unchecked what could not be looked at, and why, in sentences
public record PostureReport(String proxy, Verdict verdict, List<Mismatch> mismatches, List<String> unchecked) {
    private static final Comparator<Mismatch> WORST_FIRST = Comparator.comparing(Mismatch::severity)
            .thenComparing(Mismatch::resource)
            .thenComparing(Mismatch::code)
            .thenComparing(Mismatch::message)
            .thenComparing(Mismatch::active);

    public PostureReport {
        mismatches = List.copyOf(mismatches);
        unchecked = List.copyOf(unchecked);
    }

    /// What a proxy is taken for.
    public enum Verdict {
        SAFE,
        UNSAFE,
        /// There was no dump that could decide.
        UNKNOWN;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A report of what was found: unsafe as soon as one mismatch is above `info`, whatever could not be looked at.
    ///
    /// @param decidable whether there was a dump that could decide
    public static PostureReport of(String proxy, boolean decidable, List<Mismatch> mismatches, List<String> unchecked) {
        var sorted = mismatches.stream().distinct().sorted(WORST_FIRST).toList();
        boolean unsafe = sorted.stream().anyMatch(mismatch -> mismatch.severity() != Severity.INFO);
        var verdict = unsafe ? Verdict.UNSAFE : decidable ? Verdict.SAFE : Verdict.UNKNOWN;
        return new PostureReport(
                proxy, verdict, sorted, unchecked.stream().distinct().toList());
    }
}
