package dev.meshwright.analysis.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.meshwright.access.reach.Answer.Verdict;
import dev.meshwright.analysis.Finding.Certainty;
import dev.meshwright.analysis.Finding.EvidenceOf;
import org.jspecify.annotations.Nullable;

/// A known call, as the mesh lets it through.
///
/// @param from `namespace/name` of a service, or `ingress`
/// @param to `namespace/name` of a service
/// @param port the Service's port; 0 where it is not known
/// @param mutual percent of its ways (from each workload to each workload behind it) on which both sides show
///     certificates; null where no way is known to its end
/// @param strict percent of its ways that end where nobody gets in without a certificate; null likewise
/// @param verdict whether it gets through
/// @param why what refuses it, what makes it plaintext, or what is not known; "" where all is well
/// @param file the place that shows the call
public record CallState(
        String from,
        String to,
        int port,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Integer mutual,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Integer strict,
        Verdict verdict,
        String why,
        Certainty certainty,
        EvidenceOf evidence,
        String file,
        int line) {

    /// `shop/web → shop/cart:80`.
    String text() {
        return from + " → " + to + (port == 0 ? "" : ":" + port);
    }

    boolean isMutual() {
        return mutual != null && mutual == 100;
    }

    boolean isStrict() {
        return strict != null && strict == 100;
    }
}
