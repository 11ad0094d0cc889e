package dev.meshwright.analysis.validity;

import java.util.List;
import java.util.regex.Pattern;

/// The match of an HTTP route, and what it does to headers.
final class HttpMatchCheck {
    private static final Pattern HEADER = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]+");
    private static final int LONGEST_REGEX = 1024;

    private HttpMatchCheck() {}

    static void check(Place match, Verdict verdict) {
        for (var field : List.of("uri", "scheme", "method", "authority")) {
            match.at(field).ifPresent(text -> text(text, verdict));
        }
        for (var field : List.of("headers", "withoutHeaders", "queryParams")) {
            for (var entry : match.values(field)) {
                var name = entry.path().substring(match.path().length() + field.length() + 2);
                if (name.isEmpty()) {
                    verdict.error(entry, "a name in " + field + " is empty", "Write the name.");
                }
                text(entry, verdict);
            }
        }
        match.at("port").ifPresent(port -> Syntax.port(port, 1, verdict));
        Syntax.labels(match, "sourceLabels", verdict);
    }

    private static void text(Place text, Verdict verdict) {
        if (text.node().text("prefix").filter(String::isEmpty).isPresent()) {
            verdict.error(text, "an empty prefix matches everything", "Remove the match, or write a prefix.");
        }
        text.at("regex").ifPresent(regex -> {
            if (regex.text().isEmpty() || regex.text().length() > LONGEST_REGEX) {
                verdict.error(regex, "the regular expression is empty or longer than 1024", "Shorten it.");
            }
        });
    }

    static void headers(Place headers, Verdict verdict) {
        for (var direction : List.of("request", "response")) {
            for (var operation : List.of("set", "add")) {
                for (var entry : headers.values(direction, operation)) {
                    var prefix = headers.path() + "." + direction + "." + operation + ".";
                    headerName(entry, entry.path().substring(prefix.length()), verdict);
                }
            }
            headers.items(direction, "remove").forEach(entry -> headerName(entry, entry.text(), verdict));
        }
    }

    private static void headerName(Place place, String name, Verdict verdict) {
        var plain = name.startsWith(":") ? name.substring(1) : name;
        if (!HEADER.matcher(plain).matches()) {
            verdict.error(place, "`" + name + "` is no header's name", "Use letters, digits and hyphens.");
        }
    }
}
