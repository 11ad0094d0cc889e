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
    /// A header or a claim of a token.
    REQUEST("", "", true),
    /// What a filter left behind.
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
        if (key.startsWith("request.headers[") || key.startsWith("request.auth.")) {
            return REQUEST;
        }
        return key.startsWith("experimental.envoy.filters.") ? FILTER : UNKNOWN;
    }
}
