package dev.meshwright.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Turns the text of one file into objects. First cut: one parser for the whole file.
final class DocumentReader {
    private final String file;
    private final List<Manifest> objects = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Node> anchors = new HashMap<>();

    private DocumentReader(String file) {
        this.file = file;
    }

    static Manifests read(String file, String text) {
        var reader = new DocumentReader(file);
        try {
            var settings = LoadSettings.builder().setLabel(file).build();
            var parser = new ParserImpl(settings, new StreamReader(settings, text));
            while (parser.hasNext()) {
                var event = parser.next();
                if (event.getEventId() == Event.ID.DocumentStart) {
                    reader.anchors.clear();
                    reader.addObject(reader.node(parser, parser.next()));
                }
            }
        } catch (MarkedYamlEngineException e) {
            var where = e.getProblemMark().map(reader::source).orElse(Source.ofFile(file));
            reader.problems.add(Problem.error(where, "not YAML: " + e.getProblem(), "Correct the YAML at this place."));
        }
        return new Manifests(reader.objects, reader.problems, 0);
    }

    private void addObject(Node root) {
        if (!(root instanceof Node.Mapping mapping)) {
            return;
        }
        if (mapping.text("kind").orElse("").endsWith("List")
                && mapping.at("items").isPresent()) {
            mapping.items("items").forEach(this::addObject);
            return;
        }
        objects.add(new Manifest(
                mapping.where(),
                mapping.text("apiVersion").orElse(""),
                mapping.text("kind").orElse(""),
                mapping.text("metadata", "namespace").orElse(""),
                mapping.text("metadata", "name").orElse(""),
                mapping));
    }

    private Node node(ParserImpl parser, Event event) {
        var where = event.getStartMark().map(this::source).orElse(Source.ofFile(file));
        return switch (event) {
            case ScalarEvent scalar -> {
                var node = new Node.Scalar(where, scalar.getValue(), type(scalar));
                scalar.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), node));
                yield node;
            }
            case SequenceStartEvent start -> {
                var items = new ArrayList<Node>();
                for (var next = parser.next(); next.getEventId() != Event.ID.SequenceEnd; next = parser.next()) {
                    items.add(node(parser, next));
                }
                var node = new Node.Sequence(where, items);
                start.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), node));
                yield node;
            }
            case MappingStartEvent start -> {
                var entries = new ArrayList<Node.Entry>();
                for (var next = parser.next(); next.getEventId() != Event.ID.MappingEnd; next = parser.next()) {
                    var key = node(parser, next);
                    var value = node(parser, parser.next());
                    entries.add(new Node.Entry(key.where(), key instanceof Node.Scalar s ? s.text() : "", value));
                }
                var node = new Node.Mapping(where, entries);
                start.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), node));
                yield node;
            }
            case AliasEvent alias ->
                Optional.ofNullable(anchors.get(alias.getAlias().getValue()))
                        .orElse(new Node.Scalar(where, "", Node.Scalar.Type.NULL));
            default -> throw new IllegalStateException("unexpected " + event);
        };
    }

    private static Node.Scalar.Type type(ScalarEvent scalar) {
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return Node.Scalar.Type.STRING;
        }
        return switch (scalar.getValue()) {
            case "", "~", "null", "Null", "NULL" -> Node.Scalar.Type.NULL;
            case "true", "false" -> Node.Scalar.Type.BOOLEAN;
            case String s when s.matches("[-+]?[0-9]+") -> Node.Scalar.Type.INTEGER;
            case String s when s.matches("[-+]?[0-9]*\\.[0-9]+([eE][-+]?[0-9]+)?") -> Node.Scalar.Type.NUMBER;
            default -> Node.Scalar.Type.STRING;
        };
    }

    private Source source(Mark mark) {
        return new Source(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
