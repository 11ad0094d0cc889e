package dev.meshwright.analysis.report;

import dev.meshwright.analysis.Finding;

/// A finding whose texts hold what breaks formats.
final class Hostile {
    static final String TEXT = "a|b <i>&amp; \"q\" 100%, x::y @me [l](u) `c` ]]> \u0000\u001b\uD800\uFFFE\r\nnext";

    private Hostile() {}

    static Finding finding() {
        var like = Samples.FINDINGS.getLast();
        return new Finding(
                like.code(),
                like.name(),
                like.category(),
                like.severity(),
                like.kind(),
                TEXT,
                TEXT,
                "k8s/a,b:c%.yaml",
                like.line(),
                like.column(),
                TEXT,
                TEXT,
                TEXT,
                null,
                like.evidence(),
                like.certainty(),
                null);
    }
}
