package dev.meshwright.analysis.traffic;

import dev.meshwright.manifest.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A match of an HTTP rule, as a set of requests that can be compared with another.
///
/// @param node the entry of `match`
record HttpMatch(Node node) {
    private static final List<String> TEXTS = List.of("scheme", "method", "authority");
    private static final List<String> EQUAL = List.of("port", "sourceNamespace");
    private static final List<String> NAMED = List.of("headers", "queryParams");

    /// Whether every request that the other takes is one that this takes: each thing that this asks has to follow from
    /// what the other asks.
    boolean covers(HttpMatch other) {
        return coversPath(other)
                && TEXTS.stream().allMatch(field -> covers(node.at(field), other.node.at(field)))
                && EQUAL.stream()
                        .allMatch(field ->
                                node.at(field).isEmpty() || node.text(field).equals(other.node.text(field)))
                && NAMED.stream().allMatch(field -> coversNamed(field, other))
                && coversAbsent(other)
                && entries(other.node, "sourceLabels")
                        .entrySet()
                        .containsAll(entries(node, "sourceLabels").entrySet())
                && coversGateways(other);
    }

    private boolean coversPath(HttpMatch other) {
        var mine = node.at("uri");
        if (mine.isEmpty()) {
            return true;
        }
        var theirs = other.node.at("uri");
        if (theirs.isEmpty()) {
            return TextMatch.of(mine.get()).covers(TextMatch.any());
        }
        var text = TextMatch.of(mine.get());
        var otherText = TextMatch.of(theirs.get());
        if (ignoresCase()) {
            var lower = text.inLowerCase();
            var otherLower = otherText.inLowerCase();
            return lower.isPresent() && otherLower.isPresent() && lower.get().covers(otherLower.get());
        }
        return (!other.ignoresCase() || text.equals(TextMatch.any())) && text.covers(otherText);
    }

    private boolean ignoresCase() {
        return node.bool("ignoreUriCase").orElse(false);
    }

    /// Of fields that every request has.
    private static boolean covers(Optional<Node> mine, Optional<Node> theirs) {
        return mine.isEmpty()
                || TextMatch.of(mine.get()).covers(theirs.map(TextMatch::of).orElseGet(TextMatch::any));
    }

    /// Of things that a request may lack: to ask for anything in them is to ask that they are there.
    private boolean coversNamed(String field, HttpMatch other) {
        return node.entries(field).stream()
                .allMatch(mine -> other.node.entries(field).stream()
                        .anyMatch(theirs -> theirs.key().equals(mine.key())
                                && TextMatch.of(mine.value()).covers(TextMatch.of(theirs.value()))));
    }

    /// What this wants absent the other has to want absent, and perhaps more.
    private boolean coversAbsent(HttpMatch other) {
        return node.entries("withoutHeaders").stream()
                .allMatch(mine -> other.node.entries("withoutHeaders").stream()
                        .anyMatch(theirs -> theirs.key().equals(mine.key())
                                && TextMatch.of(theirs.value()).covers(TextMatch.of(mine.value()))));
    }

    /// Without gateways of its own a match is for those of the VirtualService.
    private boolean coversGateways(HttpMatch other) {
        var mine = node.items("gateways").stream()
                .flatMap(one -> one.text().stream())
                .toList();
        var theirs = other.node.items("gateways").stream()
                .flatMap(one -> one.text().stream())
                .toList();
        return mine.isEmpty() || (!theirs.isEmpty() && mine.containsAll(theirs));
    }

    private static Map<String, String> entries(Node node, String field) {
        var entries = new LinkedHashMap<String, String>();
        node.entries(field)
                .forEach(entry -> entries.put(entry.key(), entry.value().text().orElse("")));
        return entries;
    }
}
