package dev.meshwright.access.condition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is known of a request, or of a connection. A field without a value is absent, unless it is among the open ones:
/// then it may have any value, or none.
///
/// @param port the port that the proxy's rules see
/// @param texts the peer's URI, the SNI, host, method, and the path with its query
/// @param addresses those of the source, the first sender and the destination
/// @param headers values by name; several where the header was sent several times; without those that are fields
/// @param claims the token's claims: texts, numbers, booleans, lists and maps; null without a token
/// @param open what is not known; of headers, those that `headers` does not name
public record Request(
        int port,
        Map<Field, String> texts,
        Map<Field, IpBlock> addresses,
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
        texts = texts.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(texts));
        addresses = addresses.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(addresses));
        var byName = new TreeMap<String, List<String>>();
        headers.forEach((name, values) -> byName.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        headers = Collections.unmodifiableSortedMap(byName);
        open = Collections.unmodifiableSet(open.isEmpty() ? EnumSet.noneOf(Field.class) : EnumSet.copyOf(open));
    }

    /// Some request by this peer to this port, with everything else left open.
    ///
    /// @param peer the URI of the caller's certificate; null for a connection without one
    public static Request some(@Nullable String peer, int port) {
        return any(port).with(Field.PEER, peer);
    }

    /// Some request to this port, by anybody.
    public static Request any(int port) {
        return new Request(port, Map.of(), Map.of(), new TreeMap<>(), null, EnumSet.allOf(Field.class))
                .closing(Field.PORT);
    }

    /// A request to this port that has nothing else.
    public static Request empty(int port) {
        return new Request(port, Map.of(), Map.of(), new TreeMap<>(), null, Set.of());
    }

    /// The same with this text, or without any.
    public Request with(Field field, @Nullable String text) {
        return new Request(port, changed(texts, field, text), addresses, headers, claims, without(field));
    }

    /// The same with this address, or without any.
    public Request with(Field field, @Nullable IpBlock address) {
        return new Request(port, texts, changed(addresses, field, address), headers, claims, without(field));
    }

    public Request withPort(int other) {
        return new Request(other, texts, addresses, headers, claims, without(Field.PORT));
    }

    /// The same with this token, or without one.
    public Request withClaims(@Nullable Map<String, ?> other) {
        return new Request(port, texts, addresses, headers, other, without(Field.CLAIMS));
    }

    /// The same with one more header; the others stay as open as they were.
    public Request sending(String name, List<String> values) {
        var more = new TreeMap<>(headers);
        more.put(name, values);
        return new Request(port, texts, addresses, more, claims, open);
    }

    /// The same with one more claim in its token.
    ///
    /// @param path the names on the way to it
    /// @param value a text, or a list of texts
    public Request claiming(List<String> path, Object value) {
        return withClaims(claiming(claims == null ? Map.of() : claims, path, value));
    }

    private static Map<String, Object> claiming(Map<?, ?> claims, List<String> path, Object value) {
        var more = new LinkedHashMap<String, Object>();
        claims.forEach((name, other) -> more.put(String.valueOf(name), other));
        var inner = more.get(path.getFirst());
        more.put(
                path.getFirst(),
                path.size() == 1
                        ? value
                        : claiming(
                                inner instanceof Map<?, ?> map ? map : Map.of(), path.subList(1, path.size()), value));
        return more;
    }

    /// The request as a person would describe it, as far as another leaves it open.
    public String describe(Request open) {
        var parts = new ArrayList<String>();
        var line = Stream.of(Field.METHOD, Field.PATH)
                .flatMap(field -> Stream.ofNullable(text(field)))
                .collect(Collectors.joining(" "));
        parts.add(line.isEmpty() ? "a connection" : line);
        for (var field : List.of(Field.HOST, Field.SNI)) {
            var text = text(field);
            if (open.isOpen(field) && text != null && !text.equals("other")) {
                parts.add((field == Field.HOST ? "host " : "SNI ") + text);
            }
        }
        headers.forEach((name, values) -> parts.add("header " + name + ": " + String.join(",", values)));
        if (claims != null) {
            parts.add("a token with " + claims);
        }
        addresses.forEach(
                (field, address) -> parts.add((field == Field.DESTINATION_IP ? "to " : "from ") + address.text()));
        return String.join(", ", parts);
    }

    /// The same where what is not said of this field is absent.
    public Request closing(Field field) {
        return new Request(port, texts, addresses, headers, claims, without(field));
    }

    public @Nullable String text(Field field) {
        return texts.get(field);
    }

    public boolean isOpen(Field field) {
        return open.contains(field);
    }

    private static <T> Map<Field, T> changed(Map<Field, T> map, Field field, @Nullable T value) {
        var changed = new EnumMap<Field, T>(Field.class);
        changed.putAll(map);
        if (value == null) {
            changed.remove(field);
        } else {
            changed.put(field, value);
        }
        return changed;
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
        var text = texts.get(field);
        if (text == null) {
            return Match.NO;
        }
        return Match.of(pattern.matches(
                switch (field) {
                    // Envoy keeps the name in lower case.
                    case SNI -> text.toLowerCase(Locale.ROOT);
                    case PATH -> withoutQuery(text);
                    default -> text;
                }));
    }

    /// A path up to its query or fragment.
    public static String withoutQuery(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '?' || path.charAt(i) == '#') {
                return path.substring(0, i);
            }
        }
        return path;
    }

    /// The same with everything that another says.
    public Request withAllOf(Request other) {
        var all = this;
        for (var text : other.texts.entrySet()) {
            all = all.with(text.getKey(), text.getValue());
        }
        for (var address : other.addresses.entrySet()) {
            all = all.with(address.getKey(), address.getValue());
        }
        for (var header : other.headers.entrySet()) {
            all = all.sending(header.getKey(), header.getValue());
        }
        return other.claims == null
                ? all.withPort(other.port)
                : all.withPort(other.port).withClaims(other.claims);
    }

    /// Whether Envoy keeps a header as one text, however often it is sent.
    ///
    /// @param name in lower case
    public static boolean isJoined(String name) {
        return JOINED.contains(name);
    }

    Match header(String name, TextPattern pattern) {
        return switch (name) {
            case ":authority", "host" -> whole(Field.HOST, pattern);
            case ":method" -> whole(Field.METHOD, pattern);
            case ":path" -> whole(Field.PATH, pattern);
            default -> {
                var values = headers.get(name);
                if (values == null) {
                    yield isOpen(Field.HEADERS) ? Match.SOME : Match.NO;
                }
                var seen = isJoined(name) ? List.of(String.join(",", values)) : values;
                yield Match.of(pattern.isPresence() || seen.stream().anyMatch(pattern::matches));
            }
        };
    }

    private Match whole(Field field, TextPattern pattern) {
        if (isOpen(field)) {
            return pattern.isPresence() ? Match.YES : Match.SOME;
        }
        var text = texts.get(field);
        return Match.of(text != null && pattern.matches(text));
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

    /// Whether Envoy takes a claim of this name apart at blanks.
    public static boolean isSplit(List<String> path) {
        return path.equals(List.of("scope")) || path.equals(List.of("permission"));
    }

    /// Envoy takes two claims apart at blanks, as OAuth does: the text as a whole is not compared.
    private static boolean matchesText(Condition.Claim claim, String text) {
        if (!isSplit(claim.path())) {
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
        var address = addresses.get(field);
        return Match.of(address != null && block.contains(address));
    }
}
