package dev.meshwright.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who calls, as the callee's proxy sees it.
public sealed interface Caller {
    /// The word for a caller without a certificate.
    String PLAINTEXT = "plaintext";

    /// What the URI in a certificate starts with, and policies leave out.
    String SPIFFE = "spiffe://";

    /// A caller that shows a certificate of the mesh.
    ///
    /// @param namespace "" where the certificate is not of the mesh's form; so is the account
    record Identity(String trustDomain, String namespace, String serviceAccount, String principal) implements Caller {
        public Identity(String trustDomain, String namespace, String serviceAccount) {
            this(trustDomain, namespace, serviceAccount, trustDomain + "/ns/" + namespace + "/sa/" + serviceAccount);
        }

        /// The identity of a certificate, whatever its form.
        ///
        /// @param principal the certificate's URI without `spiffe://`
        public static Identity of(String principal) {
            var parts = List.of(principal.split("/", -1));
            boolean isUsual = parts.size() == 5
                    && parts.get(1).equals("ns")
                    && parts.get(3).equals("sa");
            return isUsual
                    ? new Identity(parts.get(0), parts.get(2), parts.get(4), principal)
                    : new Identity(parts.getFirst(), "", "", principal);
        }
    }

    /// A caller without a certificate: outside the mesh, or not yet in it.
    record Plaintext() implements Caller {}

    /// The URI of its certificate; null without one.
    default @Nullable String peer() {
        return switch (this) {
            case Identity identity -> SPIFFE + identity.principal();
            case Plaintext() -> null;
        };
    }

    /// The principal as policies write it, or the word `plaintext`.
    default String text() {
        return switch (this) {
            case Identity identity -> identity.principal();
            case Plaintext() -> PLAINTEXT;
        };
    }
}
