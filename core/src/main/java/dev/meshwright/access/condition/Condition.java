package dev.meshwright.access.condition;

import java.util.List;
import java.util.Locale;

/// What a proxy asks of a request: the form that policies of every kind have once a proxy is given them.
public sealed interface Condition {
    /// All of these hold.
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /// One of these holds.
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    record Not(Condition part) implements Condition {}

    /// One of the texts of a request: the peer's URI, the SNI, host, method or path. An absent one matches nothing.
    record Text(Field field, TextPattern pattern) implements Condition {}

    /// A header has such a value. Of a header that was sent several times any value does.
    ///
    /// @param name in lower case
    /// @param pattern `*` also matches a header with an empty value
    record Header(String name, TextPattern pattern) implements Condition {
        public Header {
            name = name.toLowerCase(Locale.ROOT);
        }
    }

    /// A claim of the token is such a text.
    ///
    /// @param path the names on the way to it: `realm`, `roles`
    /// @param orInList whether a list that has such a text among its items will do
    record Claim(List<String> path, TextPattern pattern, boolean orInList) implements Condition {
        public Claim {
            path = List.copyOf(path);
        }
    }

    /// One of the addresses of a request is in the block.
    record Address(Field field, IpBlock block) implements Condition {}

    record Port(int port) implements Condition {}

    /// What another filter left behind has such a value.
    record Metadata(String key, String value) implements Condition {}

    /// Something that is not judged here, such as a regular expression.
    record Unclear(String what) implements Condition {}

    static Condition anything() {
        return new All(List.of());
    }

    static Condition nothing() {
        return new Any(List.of());
    }

    static Condition all(List<Condition> parts) {
        return parts.size() == 1 ? parts.getFirst() : new All(parts);
    }

    static Condition any(List<Condition> parts) {
        return parts.size() == 1 ? parts.getFirst() : new Any(parts);
    }

    /// Whether no request can match it, as far as its form tells.
    default boolean isNothing() {
        return switch (this) {
            case All(var parts) -> parts.stream().anyMatch(Condition::isNothing);
            case Any(var parts) -> parts.stream().allMatch(Condition::isNothing);
            case Not _, Text _, Header _, Claim _, Address _, Port _, Metadata _, Unclear _ -> false;
        };
    }

    /// Whether it holds for the request. What the request leaves open makes it [Match#SOME], even where a closer look
    /// would tell: `a and not a` of an open field is SOME.
    default Match test(Request request) {
        return switch (this) {
            case All(var parts) -> {
                var match = Match.YES;
                for (var part : parts) {
                    match = match == Match.NO ? match : match.and(part.test(request));
                }
                yield match;
            }
            case Any(var parts) -> {
                var match = Match.NO;
                for (var part : parts) {
                    match = match == Match.YES ? match : match.or(part.test(request));
                }
                yield match;
            }
            case Not(var part) -> part.test(request).not();
            case Text(var field, var pattern) -> request.text(field, pattern);
            case Header(var name, var pattern) -> request.header(name, pattern);
            case Claim claim -> request.claim(claim);
            case Address(var field, var block) -> request.address(field, block);
            case Port(var port) -> request.isOpen(Field.PORT) ? Match.SOME : Match.of(port == request.port());
            case Unclear _ -> Match.SOME;
            case Metadata _ -> request.isOpen(Field.METADATA) ? Match.SOME : Match.NO;
        };
    }
}
