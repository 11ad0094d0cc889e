package dev.meshwright.analysis.validity;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The TLS versions and ciphers that a gateway offers.
final class CipherCheck {
    private static final Set<String> SUITES = Set.of(
            "ECDHE-ECDSA-AES128-GCM-SHA256",
            "ECDHE-RSA-AES128-GCM-SHA256",
            "ECDHE-ECDSA-AES256-GCM-SHA384",
            "ECDHE-RSA-AES256-GCM-SHA384",
            "ECDHE-ECDSA-CHACHA20-POLY1305",
            "ECDHE-RSA-CHACHA20-POLY1305",
            "ECDHE-ECDSA-AES128-SHA",
            "ECDHE-RSA-AES128-SHA",
            "ECDHE-ECDSA-AES256-SHA",
            "ECDHE-RSA-AES256-SHA",
            "AES128-GCM-SHA256",
            "AES256-GCM-SHA384",
            "AES128-SHA",
            "AES256-SHA",
            "DES-CBC3-SHA");

    private CipherCheck() {}

    static void check(Place tls, Verdict verdict) {
        if (List.of("TLSV1_0", "TLSV1_1").contains(tls.text("minProtocolVersion"))
                && tls.items("cipherSuites").isEmpty()) {
            verdict.warning(
                    tls,
                    "the default ciphers do not serve TLS below 1.2: minProtocolVersion alone changes nothing",
                    "Name `cipherSuites`, or better require TLSV1_2.");
        }
        var seen = new HashSet<String>();
        for (var suite : tls.items("cipherSuites")) {
            if (!isSuite(suite.text())) {
                verdict.warning(suite, "`" + suite.text() + "` is no cipher suite and is ignored", "Remove it.");
            } else if (!seen.add(suite.text())) {
                verdict.warning(suite, "the cipher suite " + suite.text() + " stands twice", "Remove one of the two.");
            }
        }
    }

    /// A suite, all of them, or an expression with operators, which Envoy takes apart.
    private static boolean isSuite(String text) {
        return text.isEmpty()
                || text.equals("ALL")
                || SUITES.contains(text)
                || !Character.isLetterOrDigit(text.charAt(0));
    }
}
