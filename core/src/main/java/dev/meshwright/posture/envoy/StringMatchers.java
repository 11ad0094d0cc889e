package dev.meshwright.posture.envoy;

import dev.meshwright.access.condition.TextPattern;
import dev.meshwright.access.condition.TextPattern.Gap;
import dev.meshwright.access.condition.TextPattern.Letters;
import dev.meshwright.access.condition.TextPattern.Literal;
import dev.meshwright.access.condition.TextPattern.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads Envoy's string matchers, and those regular expressions that istiod writes, into patterns.
final class StringMatchers {
    private static final Set<String> KNOWN = Set.of("exact", "prefix", "suffix", "safe_regex", "ignore_case");

    private static final String BEFORE = "(.+/|)";
    private static final String AFTER = "(/.+)?";
    private static final String UNREADABLE = "(";

    private StringMatchers() {}

    /// The patterns of which one has to match; empty where the matcher cannot be read.
    static List<TextPattern> patterns(JsonNode matcher) {
        if (!KNOWN.containsAll(matcher.propertyNames()) || matcher.isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<TextPattern>();
        if (matcher.has("exact")) {
            found.add(TextPattern.exactly(matcher.path("exact").asString("")));
        } else if (matcher.has("prefix")) {
            found.add(TextPattern.startingWith(matcher.path("prefix").asString("")));
        } else if (matcher.has("suffix")) {
            found.add(TextPattern.of("*" + matcher.path("suffix").asString("")));
        } else {
            for (var regex :
                    alternatives(matcher.path("safe_regex").path("regex").asString(""))) {
                var pattern = ofRegex(regex);
                if (pattern.isEmpty()) {
                    return List.of();
                }
                found.add(pattern.get());
            }
        }
        boolean ignoresCase = matcher.path("ignore_case").asBoolean(false);
        return ignoresCase ? found.stream().map(TextPattern::ignoringCase).toList() : found;
    }

    /// The value as a policy would write it: `x`, `x*`, `*x`, `*`.
    static Optional<String> written(JsonNode matcher) {
        if (matcher.size() != 1) {
            return Optional.empty();
        }
        var name = matcher.propertyNames().iterator().next();
        var text = matcher.path(name).asString("");
        return switch (name) {
            case "exact" -> Optional.of(text);
            case "prefix" -> Optional.of(text + "*");
            case "suffix" -> Optional.of("*" + text);
            case "safe_regex" ->
                matcher.path(name).path("regex").asString("").equals(".+") ? Optional.of("*") : Optional.empty();
            default -> Optional.empty();
        };
    }

    /// The two forms of optional parts that istiod writes, spelled out. It writes each of them once; a text with many
    /// would have more alternatives than anyone can read.
    private static List<String> alternatives(String regex) {
        if (regex.indexOf(BEFORE) != regex.lastIndexOf(BEFORE) || regex.indexOf(AFTER) != regex.lastIndexOf(AFTER)) {
            return List.of(UNREADABLE);
        }
        for (var optional : List.of(BEFORE, AFTER)) {
            int at = regex.indexOf(optional);
            if (at >= 0) {
                var rest = regex.substring(at + optional.length());
                var with = optional.equals(BEFORE) ? ".+/" : "/.+";
                var found = new ArrayList<String>();
                found.addAll(alternatives(regex.substring(0, at) + rest));
                found.addAll(alternatives(regex.substring(0, at) + with + rest));
                return found;
            }
        }
        return List.of(regex);
    }

    /// A row of literals and gaps; empty for anything else.
    private static Optional<TextPattern> ofRegex(String regex) {
        var pieces = new ArrayList<Piece>();
        var literal = new StringBuilder();
        for (int i = 0; i < regex.length(); ) {
            char c = regex.charAt(i);
            var gap = gap(regex, i);
            if (gap.isPresent()) {
                addLiteral(literal, pieces);
                pieces.add(gap.get());
                i += gap.get().letters() == Letters.ANY ? 2 : 5;
            } else if (c == '\\' && i + 1 < regex.length() && !Character.isLetterOrDigit(regex.charAt(i + 1))) {
                literal.append(regex.charAt(i + 1));
                i += 2;
            } else if ("\\[](){}*+?|^$".indexOf(c) >= 0) {
                return Optional.empty();
            } else {
                literal.append(c);
                i++;
            }
        }
        addLiteral(literal, pieces);
        return Optional.of(new TextPattern(pieces, false));
    }

    private static Optional<Gap> gap(String regex, int at) {
        if (regex.startsWith(".*", at)) {
            return Optional.of(new Gap(Letters.ANY, 0));
        }
        if (regex.startsWith(".+", at)) {
            return Optional.of(new Gap(Letters.ANY, 1));
        }
        return regex.startsWith("[^/]*", at) ? Optional.of(new Gap(Letters.NO_SLASH, 0)) : Optional.empty();
    }

    private static void addLiteral(StringBuilder literal, List<Piece> pieces) {
        if (!literal.isEmpty()) {
            pieces.add(new Literal(literal.toString()));
            literal.setLength(0);
        }
    }
}
