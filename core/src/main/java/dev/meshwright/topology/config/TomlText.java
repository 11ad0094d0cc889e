package dev.meshwright.topology.config;

import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// TOML: https://toml.io/en/v1.0.0
final class TomlText {
    private static final int MAX_DEPTH = 200;

    private final List<String> lines;
    private final ConfigPlace place;

    private TomlText(String text, ConfigPlace place) {
        this.lines = text.lines().toList();
        this.place = place;
    }

    static Node tree(String text, ConfigPlace place, List<Problem> problems) {
        if (depth(text) > MAX_DEPTH) {
            problems.add(new Problem(
                    Problem.Level.WARNING,
                    place.at(1),
                    "not TOML: nested more than " + MAX_DEPTH + " levels deep",
                    "Check for generated or hostile input."));
            return new Node.Mapping(place.at(1), List.of());
        }
        var result = Toml.parse(text);
        result.errors().stream()
                .findFirst()
                .ifPresent(error -> problems.add(new Problem(
                        Problem.Level.WARNING,
                        place.at(error.position().line()),
                        "not TOML: line " + error.position().line() + ", column "
                                + error.position().column() + " of the file cannot stand there",
                        "Correct the TOML at this place.")));
        return new TomlText(text, place).node(result, result.inputPositionOf(List.of()));
    }

    /// How deep brackets are nested; the parser runs out of stack at a few thousand.
    private static int depth(String text) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }

    /// The parser gives items of a list the place where the one before ends.
    private Node item(Object value, TomlPosition at) {
        if (value instanceof String text) {
            for (int line = at.line(); line <= lines.size(); line++) {
                if (lines.get(line - 1).contains(text)) {
                    return new Node.Scalar(place.at(line), text, Node.Scalar.Type.STRING);
                }
            }
        }
        return node(value, at);
    }

    private Node node(@Nullable Object value, @Nullable TomlPosition at) {
        var where = place.at(at == null ? 1 : at.line());
        return switch (value) {
            case null -> new Node.Scalar(where, "", Node.Scalar.Type.NULL);
            case TomlTable table -> {
                var byLine = new TreeMap<Integer, List<Node.Entry>>();
                for (var key : table.keySet()) {
                    var path = List.of(key);
                    var position = table.inputPositionOf(path);
                    int line = position == null ? 1 : position.line();
                    byLine.computeIfAbsent(line, _ -> new ArrayList<>())
                            .add(new Node.Entry(place.at(line), key, node(table.get(path), position)));
                }
                yield new Node.Mapping(
                        where, byLine.values().stream().flatMap(List::stream).toList());
            }
            case TomlArray array -> {
                var items = new ArrayList<Node>();
                for (int i = 0; i < array.size(); i++) {
                    items.add(item(array.get(i), array.inputPositionOf(i)));
                }
                yield new Node.Sequence(where, items);
            }
            case Boolean bool -> new Node.Scalar(where, bool.toString(), Node.Scalar.Type.BOOLEAN);
            case Number number -> new Node.Scalar(where, number.toString(), Node.Scalar.Type.NUMBER);
            default -> new Node.Scalar(where, value.toString(), Node.Scalar.Type.STRING);
        };
    }
}
