package dev.meshwright.access;

import java.util.Optional;

/// What a rule can ask about, whether in `source`, `operation` or `when`.
public enum Attribute {
    PRINCIPAL("principals", "source.principal", false),
    NAMESPACE("namespaces", "source.namespace", false),
    SERVICE_ACCOUNT("serviceAccounts", "source.serviceAccount", false),
    TRUST_DOMAIN("trustDomains", "source.trustDomain", false),
    SOURCE_IP("ipBlocks", "source.ip", false),
    REMOTE_IP("remoteIpBlocks", "remote.ip", false),
    REQUEST_PRINCIPAL("requestPrincipals", "request.auth.principal", true),
    PORT("ports", "destination.port", false),
    HOST("hosts", "", true),
    METHOD("methods", "", true),
    PATH("paths", "", true),
    DESTINATION_IP("", "destination.ip", false),
    SNI("", "connection.sni", false),
    AUDIENCE("", "request.auth.audiences", true),
    PRESENTER("", "request.auth.presenter", true),
    /// A claim of the token: `request.auth.claims[realm][roles]`.
    CLAIM("", "", true),
    /// A header: `request.headers[x-user]`.
    HEADER("", "", true),
    /// What another filter of the proxy left behind.
    FILTER("", "", false),
    /// A key that Istio does not know: the rule is skipped.
    UNKNOWN("", "", false);

    private final String field;
    private final String key;
    private final boolean httpOnly;

    Attribute(String field, String key, boolean httpOnly) {
        this.field = field;
        this.key = key;
        this.httpOnly = httpOnly;
    }

    /// Whether it exists only where the proxy reads requests.
    public boolean isHttpOnly() {
        return httpOnly;
    }

    /// Whether a `when` that asks for it is one that ztunnel can judge.
    boolean isKnownToZtunnel() {
        return switch (this) {
            case PRINCIPAL, NAMESPACE, SOURCE_IP, DESTINATION_IP, PORT -> true;
            default -> false;
        };
    }

    /// The attribute of a field in `source` or `operation`, such as `principals`.
    static Optional<Attribute> ofField(String field) {
        for (var attribute : values()) {
            if (!field.isEmpty() && attribute.field.equals(field)) {
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }

    /// The attribute of a key in `when`, such as `request.headers[x-user]`.
    static Attribute ofKey(String key) {
        for (var attribute : values()) {
            if (!key.isEmpty() && attribute.key.equals(key)) {
                return attribute;
            }
        }
        if (key.startsWith("request.headers")) {
            return HEADER;
        }
        if (key.startsWith("request.auth.claims")) {
            return CLAIM;
        }
        return key.startsWith("experimental.envoy.filters.") ? FILTER : UNKNOWN;
    }
}
