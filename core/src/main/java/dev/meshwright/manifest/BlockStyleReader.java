package dev.meshwright.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the style in which nearly all manifests are written, several times faster than the YAML parser: block mappings
/// and lists, with values on one line or as literal text.
///
/// It gives the same tree as [TreeBuilder] or none. At the first sign of anything else (anchors, tags, tabs, values
/// over
/// several lines, what is not YAML at all) it gives up and leaves the document to the parser, which also finds the
/// words
/// for what is wrong. A property test holds the two to each other.
final class BlockStyleReader {
    private final String file;
    private final int linesBefore;
    private final TextCursor cursor;
    private final ValueReader values;
    private final List<Problem> problems = new ArrayList<>();

    private BlockStyleReader(String file, DocumentSplitter.Document document, Texts texts) {
        this.file = file;
        this.linesBefore = document.linesBefore();
        this.cursor = new TextCursor(document.text());
        this.values = new ValueReader(cursor, texts, this::where, problems);
    }

    /// The document's root; empty if the parser has to read it. Problems are added to the list only with a root.
    static Optional<Node> read(String file, DocumentSplitter.Document document, Texts texts, List<Problem> problems) {
        if (!document.text().endsWith("\n")) {
            return Optional.empty();
        }
        var reader = new BlockStyleReader(file, document, texts);
        try {
            var root = reader.root();
            problems.addAll(reader.problems);
            return Optional.of(root);
        } catch (NotBlockStyle e) {
            return Optional.empty();
        }
    }

    private Node root() throws NotBlockStyle {
        if (cursor.here() == '-' && cursor.ahead(1) == '-' && cursor.ahead(2) == '-') {
            cursor.move(3);
            cursor.skipBlanks();
        }
        if (cursor.isLineDone()) {
            cursor.nextContent();
        }
        if (cursor.column() != 0) {
            throw new NotBlockStyle();
        }
        var root = block(0);
        if (!cursor.isAtEnd()) {
            throw new NotBlockStyle();
        }
        return root;
    }

    /// The list or mapping whose first character is here.
    private Node block(int depth) throws NotBlockStyle {
        return isItem() ? sequence(depth) : mapping(depth);
    }

    private Node mapping(int depth) throws NotBlockStyle {
        var where = where();
        int indent = cursor.column();
        var mapping = new MappingBuilder(problems);
        do {
            var keyWhere = where();
            var key = values.key();
            mapping.put(new Node.Entry(keyWhere, key, value(indent, true, depth + 1)));
        } while (continues(indent));
        return mapping.build(where);
    }

    private Node sequence(int depth) throws NotBlockStyle {
        var where = where();
        int indent = cursor.column();
        var items = new ArrayList<Node>();
        do {
            cursor.move(1);
            items.add(value(indent, false, depth + 1));
        } while (continues(indent) && isItem());
        return new Node.Sequence(where, items);
    }

    /// Whether the line that follows belongs to the block with this indentation.
    private boolean continues(int indent) throws NotBlockStyle {
        if (cursor.isAtEnd() || cursor.column() < indent) {
            return false;
        }
        if (cursor.column() > indent) {
            throw new NotBlockStyle();
        }
        return true;
    }

    /// What stands behind a `:` or `-`; moves on to the next line with content.
    ///
    /// @param indent of the block that it is in
    /// @param ofKey whether it is the value of a key, so that a list may stand below it without more indentation
    private Node value(int indent, boolean ofKey, int depth) throws NotBlockStyle {
        if (depth > TreeBuilder.MAX_DEPTH) {
            throw new NotBlockStyle();
        }
        var behind = where();
        cursor.skipBlanks();
        if (cursor.isLineDone()) {
            cursor.nextContent();
            boolean nested =
                    !cursor.isAtEnd() && (cursor.column() > indent || (ofKey && cursor.column() == indent && isItem()));
            return nested ? block(depth) : Scalars.scalar(behind, "", Node.Scalar.Type.NULL);
        }
        if (!ofKey && (isItem() || values.isKey())) {
            return block(depth);
        }
        var value = cursor.here() == '|' ? LiteralReader.read(cursor, where(), indent) : beside(depth);
        if (!cursor.isAtEnd() && cursor.column() > indent) {
            throw new NotBlockStyle(); // the value goes on
        }
        return value;
    }

    private Node beside(int depth) throws NotBlockStyle {
        var value = values.value(depth);
        cursor.skipBlanks();
        if (!cursor.isLineDone()) {
            throw new NotBlockStyle();
        }
        cursor.nextContent();
        return value;
    }

    private boolean isItem() {
        return cursor.here() == '-' && (cursor.ahead(1) == ' ' || cursor.ahead(1) == '\n');
    }

    private Source where() {
        return new Source(file, linesBefore + cursor.line() + 1, cursor.column() + 1);
    }
}
