package dev.meshwright.access.condition;

/// What a request has that proxies look at.
public enum Field {
    /// The URI of the caller's certificate, `spiffe://` included; absent without one.
    PEER(false),
    /// The address that the connection comes from.
    SOURCE_IP(false),
    /// The address that the request came from first, by `x-forwarded-for` or the PROXY protocol.
    REMOTE_IP(false),
    DESTINATION_IP(false),
    PORT(false),
    /// The server name of the TLS handshake; absent without one.
    SNI(false),
    HOST(true),
    METHOD(true),
    PATH(true),
    HEADERS(false),
    /// The claims of a verified token; absent without one.
    CLAIMS(false),
    /// What other filters of the proxy leave behind.
    METADATA(false);

    private final boolean inEveryRequest;

    Field(boolean inEveryRequest) {
        this.inEveryRequest = inEveryRequest;
    }

    /// Whether each HTTP request has it, and never as the empty text.
    boolean isInEveryRequest() {
        return inEveryRequest;
    }
}
