package dev.meshwright.access;

/// Who calls, as the callee's proxy sees it.
public sealed interface Caller {
    /// The word for a caller without a certificate.
    String PLAINTEXT = "plaintext";

    /// A caller that shows a certificate of the mesh.
    record Identity(String trustDomain, String namespace, String serviceAccount, String principal) implements Caller {
        public Identity(String trustDomain, String namespace, String serviceAccount) {
            this(trustDomain, namespace, serviceAccount, trustDomain + "/ns/" + namespace + "/sa/" + serviceAccount);
        }
    }

    /// A caller without a certificate: outside the mesh, or not yet in it.
    record Plaintext() implements Caller {}

    /// The principal as policies write it, or the word `plaintext`.
    default String text() {
        return switch (this) {
            case Identity identity -> identity.principal();
            case Plaintext() -> PLAINTEXT;
        };
    }
}
