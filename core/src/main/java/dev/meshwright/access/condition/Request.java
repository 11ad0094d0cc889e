package dev.meshwright.access.condition;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is known of a request, or of a connection. A field that is null is absent, unless it is among the open ones:
/// then it may have any value, or none.
///
/// @param peer the URI of the caller's certificate; null for a connection without one
/// @param port the port that the proxy's rules see
/// @param sni the server name of the handshake, in any case
/// @param path with its query
/// @param headers values by name; several where the header was sent several times; without those that are fields
/// @param claims the token's claims: texts, numbers, booleans, lists and maps; null without a token
/// @param open what is not known; of headers, those that `headers` does not name
public record Request(
        @Nullable String peer,
        @Nullable IpBlock sourceIp,
        @Nullable IpBlock remoteIp,
        @Nullable IpBlock destinationIp,
        int port,
        @Nullable String sni,
        @Nullable String host,
        @Nullable String method,
        @Nullable String path,
        SortedMap<String, List<String>> headers,
        @Nullable Map<String, ?> claims,
        Set<Field> open) {

    /// What Envoy keeps as one text with commas, however often it is sent.
    private static final Set<String> JOINED = Set.of(
            "accept",
            "accept-encoding",
            "authorization",
            "cache-control",
            "connection",
            "content-length",
            "content-type",
            "grpc-timeout",
            "te",
            "upgrade",
            "user-agent",
            "via",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "x-request-id");

    public Request {
        var byName = new TreeMap<String, List<String>>();
        headers.forEach((name, values) -> byName.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        headers = Collections.unmodifiableSortedMap(byName);
        open = Collections.unmodifiableSet(open.isEmpty() ? EnumSet.noneOf(Field.class) : EnumSet.copyOf(open));
    }

    /// Some request by this peer to this port, with everything else left open.
    ///
    /// @param peer null for a connection without a certificate
    public static Request some(@Nullable String peer, int port) {
        var open = EnumSet.complementOf(EnumSet.of(Field.PEER, Field.PORT));
        return new Request(peer, null, null, null, port, null, null, null, null, new TreeMap<>(), null, open);
    }

    public Request withPeer(@Nullable String other) {
        return new Request(
                other, sourceIp, remoteIp, destinationIp, port, sni, host, method, path, headers, claims, open);
    }

    public Request withPort(int other) {
        return new Request(
                peer, sourceIp, remoteIp, destinationIp, other, sni, host, method, path, headers, claims, open);
    }

    public Request withPath(String other) {
        return new Request(
                peer,
                sourceIp,
                remoteIp,
                destinationIp,
                port,
                sni,
                host,
                method,
                other,
                headers,
                claims,
                without(Field.PATH));
    }

    public Request withMethod(String other) {
        return new Request(
                peer,
                sourceIp,
                remoteIp,
                destinationIp,
                port,
                sni,
                host,
                other,
                path,
                headers,
                claims,
                without(Field.METHOD));
    }

    public boolean isOpen(Field field) {
        return open.contains(field);
    }

    private Set<Field> without(Field field) {
        var rest = EnumSet.noneOf(Field.class);
        rest.addAll(open);
        rest.remove(field);
        return rest;
    }

    Match text(Field field, TextPattern pattern) {
        if (isOpen(field)) {
            return field.isInEveryRequest() && pattern.isPresence() ? Match.YES : Match.SOME;
        }
        var value = value(field);
        return Match.of(value != null && pattern.matches(value));
    }

    private @Nullable String value(Field field) {
        return switch (field) {
            case PEER -> peer;
            // Envoy keeps the name in lower case.
            case SNI -> sni == null ? null : sni.toLowerCase(Locale.ROOT);
            case HOST -> host;
            case METHOD -> method;
            case PATH -> path == null ? null : withoutQuery(path);
            case SOURCE_IP, REMOTE_IP, DESTINATION_IP, PORT, HEADERS, CLAIMS, METADATA -> null;
        };
    }

    private static String withoutQuery(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '?' || path.charAt(i) == '#') {
                return path.substring(0, i);
            }
        }
        return path;
    }

    Match header(String name, TextPattern pattern) {
        return switch (name) {
            case ":authority", "host" -> field(Field.HOST, host, pattern);
            case ":method" -> field(Field.METHOD, method, pattern);
            case ":path" -> field(Field.PATH, path, pattern);
            default -> {
                var values = headers.get(name);
                if (values == null) {
                    yield isOpen(Field.HEADERS) ? Match.SOME : Match.NO;
                }
                var seen = JOINED.contains(name) ? List.of(String.join(",", values)) : values;
                yield Match.of(pattern.isPresence() || seen.stream().anyMatch(pattern::matches));
            }
        };
    }

    private Match field(Field field, @Nullable String value, TextPattern pattern) {
        if (isOpen(field)) {
            return pattern.isPresence() ? Match.YES : Match.SOME;
        }
        return Match.of(value != null && pattern.matches(value));
    }

    Match claim(Condition.Claim claim) {
        if (isOpen(Field.CLAIMS)) {
            return Match.SOME;
        }
        Object value = claims;
        for (var name : claim.path()) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return Match.of(
                switch (value) {
                    case String text -> matchesText(claim, text);
                    case List<?> list -> claim.orInList() && list.stream().anyMatch(item -> isIn(claim, item));
                    case null, default -> false;
                });
    }

    /// Envoy takes two claims apart at blanks, as OAuth does: the text as a whole is not compared.
    private static boolean matchesText(Condition.Claim claim, String text) {
        boolean isSplit = claim.path().equals(List.of("scope")) || claim.path().equals(List.of("permission"));
        if (!isSplit) {
            return claim.pattern().matches(text);
        }
        return claim.orInList() && List.of(text.split(" ")).stream().anyMatch(word -> isIn(claim, word));
    }

    private static boolean isIn(Condition.Claim claim, @Nullable Object item) {
        return item instanceof String text && claim.pattern().matches(text);
    }

    Match address(Field field, IpBlock block) {
        if (isOpen(field)) {
            return Match.SOME;
        }
        var address =
                switch (field) {
                    case SOURCE_IP -> sourceIp;
                    case REMOTE_IP -> remoteIp;
                    default -> destinationIp;
                };
        return Match.of(address != null && block.contains(address));
    }
}
