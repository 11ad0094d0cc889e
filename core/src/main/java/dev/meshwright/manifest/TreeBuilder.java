package dev.meshwright.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Builds the tree of one document from the events of the YAML parser, within bounds for hostile input.
final class TreeBuilder {
    /// The deepest nesting read; real manifests stay below 60.
    static final int MAX_DEPTH = 400;

    /// How many nodes the aliases of one document may stand for.
    static final int MAX_ALIASED_NODES = 100_000;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(Integer.MAX_VALUE)
            .setBufferSize(4096)
            .build();

    private final String file;
    private final DocumentSplitter.Document document;
    private final Texts texts;
    private final List<Problem> problems;
    private final ParserImpl parser;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private final Set<String> openAnchors = new HashSet<>();
    private long nodes;
    private long aliasedNodes;

    /// What an anchor names, and how many nodes that is with all aliases in it written out.
    private record Anchored(Node node, long nodes) {}

    private TreeBuilder(String file, DocumentSplitter.Document document, Texts texts, List<Problem> problems) {
        this.file = file;
        this.document = document;
        this.texts = texts;
        this.problems = problems;
        this.parser = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, SyntaxProblems.readable(document.text())));
    }

    /// The document's root. Problems that leave the document readable are added to the list.
    static Node build(String file, DocumentSplitter.Document document, Texts texts, List<Problem> problems)
            throws UnreadableDocument {
        var plain = BlockStyleReader.read(file, document, texts, problems);
        return plain.isPresent() ? plain.get() : parse(file, document, texts, problems);
    }

    /// The same, always with the YAML parser.
    static Node parse(String file, DocumentSplitter.Document document, Texts texts, List<Problem> problems)
            throws UnreadableDocument {
        try {
            return new TreeBuilder(file, document, texts, problems).root();
        } catch (YamlEngineException | IllegalArgumentException e) {
            // The second is how the parser meets escapes in tags and texts that name no character.
            throw new UnreadableDocument(SyntaxProblems.of(file, document, e));
        }
    }

    private Node root() throws UnreadableDocument {
        var event = parser.next();
        while (event.getEventId() != Event.ID.DocumentStart) {
            event = parser.next();
        }
        var root = node(parser.next(), 0);
        // The parser finds text that follows the document only when asked for more.
        while (parser.hasNext()) {
            parser.next();
        }
        return root;
    }

    private Node node(Event event, int depth) throws UnreadableDocument {
        nodes++;
        if (depth > MAX_DEPTH) {
            throw unreadable(
                    event, "nested more than " + MAX_DEPTH + " levels deep", "Check for generated or hostile input.");
        }
        return switch (event) {
            case ScalarEvent scalar -> {
                var node = scalar(scalar);
                scalar.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), new Anchored(node, 1)));
                yield node;
            }
            case SequenceStartEvent start -> {
                long before = open(start.getAnchor());
                var node = sequence(start, depth);
                close(start.getAnchor(), node, before);
                yield node;
            }
            case MappingStartEvent start -> {
                long before = open(start.getAnchor());
                var node = mapping(start, depth);
                close(start.getAnchor(), node, before);
                yield node;
            }
            case AliasEvent alias -> alias(alias);
            default -> throw unreadable(event, "not YAML: unexpected " + event, "Correct the YAML at this place.");
        };
    }

    private Node.Scalar scalar(ScalarEvent event) {
        var text = texts.same(event.getValue());
        var type = event.getTag()
                .map(tag -> Scalars.tagged(tag, text))
                .orElseGet(() -> event.isPlain() ? Scalars.plain(text) : Node.Scalar.Type.STRING);
        return Scalars.scalar(where(event), text, type);
    }

    private Node.Sequence sequence(Event start, int depth) throws UnreadableDocument {
        var items = new ArrayList<Node>();
        for (var next = parser.next(); next.getEventId() != Event.ID.SequenceEnd; next = parser.next()) {
            items.add(node(next, depth + 1));
        }
        return new Node.Sequence(where(start), items);
    }

    private Node.Mapping mapping(Event start, int depth) throws UnreadableDocument {
        var mapping = new MappingBuilder(problems);
        for (var next = parser.next(); next.getEventId() != Event.ID.MappingEnd; next = parser.next()) {
            var key = key(next, depth);
            boolean isMerge = next instanceof ScalarEvent scalar && scalar.isPlain() && key.equals("<<");
            var value = node(parser.next(), depth + 1);
            if (isMerge) {
                merge(next, mapping, value);
            } else {
                mapping.put(new Node.Entry(where(next), key, value));
            }
        }
        return mapping.build(where(start));
    }

    private String key(Event event, int depth) throws UnreadableDocument {
        if (node(event, depth + 1) instanceof Node.Scalar scalar && !scalar.isNull()) {
            return texts.same(Scalars.key(scalar));
        }
        int line = event.getStartMark().map(mark -> mark.getLine()).orElse(0);
        throw new UnreadableDocument(SyntaxProblems.template(file, document, line)
                .orElseGet(() -> Problem.error(
                        where(event),
                        "a mapping key has to be a text, here it is a list, a mapping or null",
                        "Put it in quotes if it is meant as text.")));
    }

    private void merge(Event key, MappingBuilder mapping, Node value) throws UnreadableDocument {
        var sources = value instanceof Node.Sequence list ? list.items() : List.of(value);
        // Of several, the first one wins: applied last.
        for (var source : sources.reversed()) {
            if (!(source instanceof Node.Mapping other)) {
                throw unreadable(
                        key, "the merge key << needs a mapping or a list of mappings", "Name one with an alias.");
            }
            mapping.merge(where(key), other);
        }
    }

    private long open(Optional<Anchor> anchor) {
        anchor.ifPresent(name -> openAnchors.add(name.getValue()));
        return nodes;
    }

    private void close(Optional<Anchor> anchor, Node node, long before) {
        anchor.ifPresent(name -> {
            openAnchors.remove(name.getValue());
            anchors.put(name.getValue(), new Anchored(node, nodes - before + 1));
        });
    }

    private Node alias(AliasEvent event) throws UnreadableDocument {
        var name = event.getAlias().getValue();
        if (openAnchors.contains(name)) {
            throw unreadable(event, "alias *" + name + " stands inside what it names", "Write the value out.");
        }
        var anchored = anchors.get(name);
        if (anchored == null) {
            throw unreadable(
                    event,
                    "alias *" + name + " has no anchor &" + name + " above it in this document",
                    "Correct the name, or write the value out.");
        }
        nodes += anchored.nodes();
        aliasedNodes += anchored.nodes();
        if (aliasedNodes > MAX_ALIASED_NODES) {
            throw unreadable(
                    event,
                    "the aliases of this document stand for more than " + MAX_ALIASED_NODES + " nodes",
                    "Write the values out; this is how documents that exhaust memory are made.");
        }
        return anchored.node();
    }

    private UnreadableDocument unreadable(Event event, String message, String fix) {
        return new UnreadableDocument(Problem.error(where(event), message, fix));
    }

    private Source where(Event event) {
        return event.getStartMark()
                .map(mark -> new Source(file, document.linesBefore() + mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(Source.ofFile(file));
    }
}
