package dev.meshwright.access.assertion;

import dev.meshwright.Closest;
import dev.meshwright.access.condition.Field;
import dev.meshwright.access.condition.Request;
import dev.meshwright.manifest.ManifestReader;
import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file of assertions: two lists, `must` and `mustNot`, of calls.
///
/// ```yaml
/// must:
///   - {from: shop/web, to: shop/cart, method: GET, path: /items}
/// mustNot:
///   - {from: shop/reports, to: shop/cart}
/// ```
///
/// @param problems what could not be read; the other assertions are there
public record AssertionFile(List<Assertion> assertions, List<Problem> problems) {
    private static final String MUST = "must";
    private static final String MUST_NOT = "mustNot";
    private static final Map<String, Field> TEXTS = Map.of(
            "method", Field.METHOD,
            "path", Field.PATH,
            "host", Field.HOST,
            "sni", Field.SNI);
    private static final List<String> KEYS =
            List.of("name", "from", "to", "port", "method", "path", "host", "sni", "headers", "jwt");

    public AssertionFile {
        assertions = List.copyOf(assertions);
        problems = List.copyOf(problems);
    }

    /// Reads the text of a file; never fails.
    ///
    /// @param file the name that problems will show
    public static AssertionFile read(String file, String text) {
        var problems = new ArrayList<Problem>();
        var assertions = new ArrayList<Assertion>();
        ManifestReader.tree(file, text, problems).ifPresent(root -> {
            for (var section : root.entries()) {
                if (section.key().equals(MUST) || section.key().equals(MUST_NOT)) {
                    boolean must = section.key().equals(MUST);
                    section.value()
                            .items()
                            .forEach(item -> read(item, must, problems).ifPresent(assertions::add));
                } else {
                    problems.add(unknown(section, List.of(MUST, MUST_NOT)));
                }
            }
        });
        if (assertions.isEmpty() && problems.isEmpty()) {
            problems.add(Problem.error(
                    Source.ofFile(file),
                    "holds no assertion",
                    "Write a list `must` or `mustNot` of calls, each with `from` and `to`."));
        }
        return new AssertionFile(assertions, problems);
    }

    private static Optional<Assertion> read(Node item, boolean must, List<Problem> problems) {
        int before = problems.size();
        var from = item.text("from").orElse("");
        var to = item.text("to").orElse("");
        if (from.isEmpty() || to.isEmpty()) {
            problems.add(Problem.error(
                    item.where(),
                    "an assertion needs `from` and `to`",
                    "Write it as {from: shop/web, to: shop/cart, method: GET}."));
        }
        var request = Request.some(null, 0);
        for (var entry : item.entries()) {
            request = with(request, entry, problems);
        }
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new Assertion(
                        item.where(),
                        item.text("name").orElseGet(() -> words(item, must, from, to)),
                        must,
                        from,
                        to,
                        item.integer("port").orElse(0),
                        request));
    }

    private static Request with(Request request, Node.Entry entry, List<Problem> problems) {
        var value = entry.value();
        var field = TEXTS.get(entry.key());
        if (field != null && value instanceof Node.Scalar text && !text.isNull()) {
            return request.with(field, text.text());
        }
        switch (entry.key()) {
            case "name", "from", "to" -> {
                if (value instanceof Node.Scalar) {
                    return request;
                }
            }
            case "port" -> {
                if (value.integer().filter(port -> port > 0 && port < 65_536).isPresent()) {
                    return request;
                }
            }
            case "headers" -> {
                if (value instanceof Node.Mapping headers) {
                    return withHeaders(request, headers);
                }
            }
            case "jwt" -> {
                if (value instanceof Node.Mapping || value.text().equals(Optional.of("none"))) {
                    return request.withClaims(claims(value));
                }
            }
            default -> {
                if (!KEYS.contains(entry.key())) {
                    problems.add(unknown(entry, KEYS));
                    return request;
                }
            }
        }
        problems.add(Problem.error(
                value.where(),
                "`" + entry.key() + "` has a value that makes no sense there",
                "`port` is a number, `headers` and `jwt` are mappings (`jwt: none` for no token), all else is text."));
        return request;
    }

    private static Request withHeaders(Request request, Node.Mapping headers) {
        var sending = request;
        for (var header : headers.entries()) {
            sending =
                    sending.sending(header.key(), List.of(header.value().text().orElse("")));
        }
        return sending;
    }

    private static @Nullable Map<String, ?> claims(Node node) {
        if (!(node instanceof Node.Mapping mapping)) {
            return null;
        }
        var claims = new LinkedHashMap<String, @Nullable Object>();
        mapping.entries().forEach(entry -> claims.put(entry.key(), plain(entry.value())));
        return claims;
    }

    private static @Nullable Object plain(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> claims(mapping);
            case Node.Sequence list ->
                list.items().stream().map(AssertionFile::plain).toList();
            case Node.Scalar scalar ->
                switch (scalar.type()) {
                    case BOOLEAN -> scalar.text().equals("true");
                    case NULL -> null;
                    case STRING, INTEGER, NUMBER -> scalar.text();
                };
        };
    }

    private static Problem unknown(Node.Entry entry, List<String> known) {
        return Problem.error(
                entry.where(),
                "there is no `" + entry.key() + "` here",
                Closest.to(entry.key(), known)
                        .map(closest -> "Did you mean `" + closest + "`?")
                        .orElse("Known are " + String.join(", ", known) + "."));
    }

    private static String words(Node item, boolean must, String from, String to) {
        var words = new StringBuilder(from)
                .append(must ? " must reach " : " must not reach ")
                .append(to);
        item.text("port").ifPresent(port -> words.append(':').append(port));
        item.text("method").ifPresent(method -> words.append(' ').append(method));
        item.text("path").ifPresent(path -> words.append(' ').append(path));
        return words.toString();
    }
}
