package dev.meshwright.analysis.traffic;

import dev.meshwright.manifest.Manifest;
import dev.meshwright.manifest.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A rule of a VirtualService that requests never get to, or a match of one, because a rule before it takes them.
/// What istiod's webhook warns of, found as it finds it: equal matches, and URI prefixes of which one starts with the
/// other.
///
/// @param wholeRule whether the rule as a whole is not reached; else one match of it
/// @param path of the rule or the match
/// @param message which it is, and why
record Shadow(boolean wholeRule, Node node, String path, String message) {

    static List<Shadow> of(Manifest virtualService) {
        var shadows = new ArrayList<Shadow>();
        for (var protocol : List.of("http", "tls", "tcp")) {
            shadows.addAll(new Rules(protocol, virtualService.root().items("spec", protocol)).shadows());
        }
        return shadows;
    }

    /// The rules for one protocol, in the order in which they are tried.
    private record Rules(String protocol, List<Node> rules) {
        List<Shadow> shadows() {
            var shadows = new ArrayList<Shadow>();
            var seen = new HashMap<String, Integer>();
            var prefixes = new ArrayList<PrefixMatch>();
            int catchAll = -1;
            for (int i = 0; i < rules.size(); i++) {
                var matches = rules.get(i).items("match");
                if (catchAll >= 0) {
                    shadows.add(rule(i, "rule " + name(catchAll) + " has no match and takes every request"));
                } else if (!matches.isEmpty()) {
                    shadows.addAll(matches(i, matches, seen, prefixes));
                }
                if (matches.isEmpty()) {
                    catchAll = i;
                }
            }
            shadows.addAll(PrefixMatch.covered(prefixes));
            return shadows;
        }

        private List<Shadow> matches(int i, List<Node> matches, Map<String, Integer> seen, List<PrefixMatch> prefixes) {
            var shadows = new ArrayList<Shadow>();
            for (int j = 0; j < matches.size(); j++) {
                var match = matches.get(j);
                var earlier = seen.putIfAbsent(text(match, protocol.equals("http")), i);
                var path = "spec." + protocol + "[" + i + "].match[" + j + "]";
                var name = "match " + nameOf(match, j) + " of rule " + name(i);
                if (earlier != null) {
                    shadows.add(new Shadow(
                            false, match, path, name + " is not used: rule " + name(earlier) + " has the same"));
                } else if (protocol.equals("http")) {
                    PrefixMatch.of(match, path, name).ifPresent(prefixes::add);
                }
            }
            if (shadows.size() == matches.size()) {
                shadows.add(rule(i, "rules before it have all its matches"));
            }
            return shadows;
        }

        private Shadow rule(int i, String why) {
            return new Shadow(
                    true,
                    rules.get(i),
                    "spec." + protocol + "[" + i + "]",
                    protocol.toUpperCase(Locale.ROOT) + " rule " + name(i) + " is not used: " + why);
        }

        private String name(int i) {
            return nameOf(rules.get(i), i);
        }
    }

    /// The name that a rule or match has for itself, else its number.
    private static String nameOf(Node node, int number) {
        return node.text("name")
                .filter(name -> !name.isEmpty())
                .map(name -> "\"" + name + "\"")
                .orElse("#" + number);
    }

    /// A text that is the same for matches that mean the same: without order, what is unset, and perhaps the name.
    private static String text(Node node, boolean withoutName) {
        return switch (node) {
            case Node.Scalar scalar -> scalar.text();
            case Node.Sequence list ->
                list.items().stream().map(item -> text(item, false)).collect(Collectors.joining(",", "[", "]"));
            case Node.Mapping map ->
                map.entries().stream()
                        .filter(entry -> !isUnset(entry.value())
                                && !(withoutName && entry.key().equals("name")))
                        .map(entry -> entry.key() + ":" + text(entry.value(), false))
                        .sorted()
                        .collect(Collectors.joining(",", "{", "}"));
        };
    }

    private static boolean isUnset(Node node) {
        return node instanceof Node.Scalar scalar
                && (scalar.isNull() || List.of("", "0", "false").contains(scalar.text()));
    }
}
