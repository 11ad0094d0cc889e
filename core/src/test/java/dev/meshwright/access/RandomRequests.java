package dev.meshwright.access;

import dev.meshwright.access.condition.Condition;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.IpBlock;
import dev.meshwright.access.condition.Request;
import dev.meshwright.access.condition.TextPattern;
import dev.meshwright.access.condition.TextPattern.Gap;
import dev.meshwright.access.condition.TextPattern.Literal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Requests near what conditions ask: their own values, those with a letter more, less, or in another case, and values
/// that nobody asks for. Others would show nothing.
final class RandomRequests {
    private final Random random;
    private final boolean http;
    private final TreeMap<String, List<String>> texts = new TreeMap<>();
    private final List<IpBlock> addresses = new ArrayList<>(List.of(
            IpBlock.parse("10.0.0.1").orElseThrow(),
            IpBlock.parse("198.51.100.7").orElseThrow()));
    private final List<Integer> ports = new ArrayList<>(List.of(8080, 80));
    private final TreeMap<String, List<String>> headers = new TreeMap<>();
    private final List<Condition.Claim> claims = new ArrayList<>();

    /// @param asked the conditions to be near to
    RandomRequests(Random random, boolean http, Collection<Condition> asked) {
        this.random = random;
        this.http = http;
        texts(Field.PEER).addAll(List.of("cluster.local", "shop", "other"));
        texts(Field.METHOD).add("GET");
        texts(Field.PATH).add("/");
        texts(Field.HOST).add("other");
        texts(Field.SNI).add("other");
        asked.forEach(this::add);
    }

    private List<String> texts(Field field) {
        return texts.computeIfAbsent(field.name(), _ -> new ArrayList<>());
    }

    private void add(Condition condition) {
        switch (condition) {
            case Condition.All(var parts) -> parts.forEach(this::add);
            case Condition.Any(var parts) -> parts.forEach(this::add);
            case Condition.Not(var part) -> add(part);
            case Condition.Text(var field, var pattern)
            when field == Field.PEER ->
                samples(pattern)
                        .forEach(sample -> texts(field)
                                .addAll(Stream.of(sample.split("/", -1))
                                        .filter(part -> part.length() > 2)
                                        .toList()));
            case Condition.Text(var field, var pattern) -> texts(field).addAll(samples(pattern));
            case Condition.Header(var name, var pattern) -> addHeader(name, pattern);
            case Condition.Claim claim -> claims.add(claim);
            case Condition.Address address -> {
                addresses.add(address.block().first());
                address.block().behind().ifPresent(addresses::add);
            }
            case Condition.Port(var port) -> ports.add(port);
            case Condition.Metadata _, Condition.Unclear _ -> {}
        }
    }

    /// Two texts that the pattern holds.
    private static List<String> samples(TextPattern pattern) {
        return List.of(filled(pattern, "x", ""), filled(pattern, "other", "other"));
    }

    private static String filled(TextPattern pattern, String least, String most) {
        var text = new StringBuilder();
        for (var piece : pattern.pieces()) {
            switch (piece) {
                case Literal(var literal) -> text.append(literal);
                case Gap gap -> text.append(gap.least() == 0 ? most : least);
            }
        }
        return text.toString();
    }

    private void addHeader(String name, TextPattern pattern) {
        switch (name) {
            case "host", ":authority" -> texts(Field.HOST).addAll(samples(pattern));
            case ":method" -> texts(Field.METHOD).addAll(samples(pattern));
            case ":path" -> texts(Field.PATH).addAll(samples(pattern));
            default ->
                headers.computeIfAbsent(name, _ -> new ArrayList<>(List.of("", "other")))
                        .addAll(samples(pattern));
        }
    }

    /// One more, of which everything is said.
    Request next() {
        var request = Request.empty(pick(ports)).with(Field.PEER, random.nextInt(5) == 0 ? null : peer());
        for (var field : List.of(Field.SOURCE_IP, Field.REMOTE_IP, Field.DESTINATION_IP)) {
            request = request.with(field, pick(addresses));
        }
        request = request.with(Field.SNI, random.nextBoolean() ? null : text(Field.SNI));
        if (!http) {
            return request;
        }
        request = request.with(Field.METHOD, text(Field.METHOD)).with(Field.HOST, text(Field.HOST));
        var path = text(Field.PATH);
        request = request.with(
                Field.PATH, (path.startsWith("/") ? path : "/" + path) + (random.nextInt(4) == 0 ? "?q=/a" : ""));
        for (var header : headers.entrySet()) {
            int count = random.nextInt(4) - 1;
            if (count > 0) {
                var values = new ArrayList<String>();
                for (int i = 0; i < count; i++) {
                    values.add(near(pick(header.getValue())));
                }
                request = request.sending(header.getKey(), values);
            }
        }
        return random.nextInt(3) == 0 ? request : withToken(request);
    }

    private Request withToken(Request request) {
        var token = request.claiming(List.of("iss"), pick(List.of("i", "other")));
        for (var claim : claims) {
            var value = value(claim);
            if (value != null) {
                token = token.claiming(claim.path(), value);
            }
        }
        return token;
    }

    private @Nullable Object value(Condition.Claim claim) {
        var samples = samples(claim.pattern());
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> List.of(pick(samples), "other");
            case 2 -> List.of("other", 5);
            case 3 -> 5;
            case 4 -> near(pick(samples)) + (random.nextBoolean() ? " other" : "");
            default -> pick(samples);
        };
    }

    private String peer() {
        return "spiffe://" + text(Field.PEER) + "/ns/" + text(Field.PEER) + "/sa/" + text(Field.PEER);
    }

    private String text(Field field) {
        var text = near(pick(texts(field)));
        return text.isEmpty() && field != Field.SNI ? "x" : text;
    }

    private String near(String text) {
        return switch (random.nextInt(8)) {
            case 0 -> text + "x";
            case 1 -> text.isEmpty() ? text : text.substring(0, text.length() - 1);
            case 2 -> text.toUpperCase(Locale.ROOT);
            case 3 -> "x" + text;
            case 4 -> text.isEmpty() ? text : text + text.charAt(0);
            default -> text;
        };
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
