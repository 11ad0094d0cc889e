package dev.meshwright.analysis.traffic;

import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A match of an HTTP rule by URI prefix, as istiod's webhook compares them.
///
/// @param name of the match and its rule, for messages
/// @param method GET where the match names none, as the webhook assumes
/// @param fields the conditions on headers and query parameters, by field and name
record PrefixMatch(
        Node match,
        String path,
        String name,
        String prefix,
        int port,
        String method,
        String authority,
        Map<String, Map<String, String>> fields) {
    private static final List<String> FIELDS = List.of("headers", "queryParams", "withoutHeaders");

    static Optional<PrefixMatch> of(Node match, String path, String name) {
        var prefix = match.text("uri", "prefix").orElse("");
        if (prefix.isEmpty()) {
            return Optional.empty();
        }
        var fields = new HashMap<String, Map<String, String>>();
        for (var field : FIELDS) {
            var conditions = new HashMap<String, String>();
            match.entries(field).forEach(entry -> conditions.put(entry.key(), condition(Optional.of(entry.value()))));
            fields.put(field, conditions);
        }
        var method = condition(match.at("method"));
        return Optional.of(new PrefixMatch(
                match,
                path,
                name,
                prefix,
                match.integer("port").orElse(0),
                method.isEmpty() ? "exact GET" : method,
                condition(match.at("authority")),
                fields));
    }

    private static String condition(Optional<Node> text) {
        return text.flatMap(node -> node.text("exact")
                        .filter(value -> !value.isEmpty())
                        .map(value -> "exact " + value)
                        .or(() -> node.text("prefix")
                                .filter(value -> !value.isEmpty())
                                .map(value -> "prefix " + value)))
                .orElse("");
    }

    /// The matches that one before them covers.
    static List<Shadow> covered(List<PrefixMatch> matches) {
        var shadows = new ArrayList<Shadow>();
        for (int i = 0; i < matches.size(); i++) {
            for (int j = i + 1; j < matches.size(); j++) {
                var earlier = matches.get(i);
                var later = matches.get(j);
                if (!later.prefix.equals(earlier.prefix) && earlier.covers(later)) {
                    shadows.add(new Shadow(
                            false,
                            later.match,
                            later.path,
                            later.name + " with prefix " + later.prefix + " is not used: " + earlier.name
                                    + " with prefix " + earlier.prefix + " comes before it"));
                }
            }
        }
        return shadows;
    }

    private boolean covers(PrefixMatch later) {
        return later.prefix.startsWith(prefix)
                && port == later.port
                && method.startsWith(later.method)
                && authority.startsWith(later.authority)
                && FIELDS.stream().allMatch(field -> covers(field, later));
    }

    private boolean covers(String field, PrefixMatch later) {
        var mine = fields.getOrDefault(field, Map.of());
        var theirs = later.fields.getOrDefault(field, Map.of());
        return mine.size() == theirs.size()
                && mine.entrySet().stream()
                        .allMatch(entry -> theirs.containsKey(entry.getKey())
                                && entry.getValue().startsWith(theirs.get(entry.getKey())));
    }
}
