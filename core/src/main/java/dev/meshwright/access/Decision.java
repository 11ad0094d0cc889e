package dev.meshwright.access;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Source;
import org.jspecify.annotations.Nullable;

/// The answer to a [Call], with what decides it.
///
/// @param by the deciding object; null where none does
/// @param rule the deciding rule's index from 0; -1 where no single rule decides
/// @param where the deciding line
public record Decision(
        Verdict verdict,
        Reason reason,
        @Nullable Manifest by,
        int rule,
        @Nullable Source where) {
    public enum Verdict {
        ALLOWED,
        /// Some requests are, by their path, method, token, address or an authorizer outside.
        CONDITIONAL,
        REFUSED
    }

    public enum Reason {
        /// The port takes no caller without a certificate.
        STRICT,
        DENY_RULE,
        ALLOW_RULE,
        /// There are ALLOW policies, and none has a rule for this call.
        NO_ALLOW_RULE,
        /// Without any ALLOW policy everything is admitted that no DENY rule refuses.
        NO_ALLOW_POLICY
    }

    public boolean isAllowed() {
        return verdict != Verdict.REFUSED;
    }

    /// What decides, in half a sentence.
    public String why() {
        return switch (reason) {
            case STRICT -> "STRICT by PeerAuthentication " + name() + " takes no caller without a certificate";
            case DENY_RULE -> "DENY by AuthorizationPolicy " + name() + ", rules[" + rule + "]";
            case ALLOW_RULE ->
                "ALLOW by AuthorizationPolicy " + name() + ", rules[" + rule + "]"
                        + (verdict == Verdict.CONDITIONAL ? ", for some requests" : "");
            case NO_ALLOW_RULE -> "no ALLOW rule matches; " + name() + " admits others";
            case NO_ALLOW_POLICY -> "no enforced ALLOW policy applies, so everything is admitted";
        };
    }

    /// The deciding line, as `file:line`; "" where none decides.
    public String place() {
        return where == null ? "" : where.file() + ":" + where.line();
    }

    private String name() {
        return by == null ? "" : by.id();
    }
}
