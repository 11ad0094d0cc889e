package dev.meshwright.analysis.fix;

import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Node.Mapping;
import dev.meshwright.manifest.Node.Scalar;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.List;

/// The ways to write a missing entry into a text, the most natural first. They are guesses by the places of what is
/// there; who takes one reads it again.
final class Insertions {
    private final LineIndex lines;
    private final String text;
    private final Mapping parent;
    private final List<String> missing;
    private final String value;
    private final List<Splice> candidates = new ArrayList<>();

    Insertions(String text, Mapping root, List<String> path, String value) {
        this.text = text;
        this.lines = new LineIndex(text);
        this.value = value;
        var deepest = root;
        int depth = 0;
        while (depth < path.size() - 1 && deepest.at(path.get(depth)).orElse(null) instanceof Mapping below) {
            deepest = below;
            depth++;
        }
        this.parent = deepest;
        this.missing = path.subList(depth, path.size());
    }

    /// None where the key is there with another value, or where there is nothing to write beside.
    List<Splice> candidates() {
        if (parent.at(missing.getFirst()).isPresent()) {
            return List.of();
        }
        var empty = parent.entries().stream()
                .filter(entry -> entry.key().equals(missing.getFirst()))
                .findFirst();
        if (empty.isPresent()) {
            intoEmpty(empty.get());
        } else if (parent.entries().isEmpty()) {
            inBraces(parent.where(), "");
        } else if (isFlow()) {
            afterLastInFlow();
            if (parent.entries().getFirst().where().line() > parent.where().line()) {
                beforeFirst(flow() + ",");
            }
            inBraces(parent.where(), ", ");
        } else {
            afterLastLine();
            beforeFirst(block(indentOfFirst()));
        }
        return candidates;
    }

    private boolean isFlow() {
        int at = lines.offset(parent.where());
        return at >= 0 && at < text.length() && text.charAt(at) == '{';
    }

    /// `labels:` with nothing behind it, or only a comment.
    private void intoEmpty(Node.Entry entry) {
        if (missing.size() > 1) {
            int end = lines.endOfLine(entry.where());
            int indent = entry.where().column() - 1 + 2;
            insert(end, lines.lineBreak() + " ".repeat(indent) + block(missing.subList(1, missing.size()), indent));
        }
    }

    private void inBraces(Source brace, String behind) {
        int at = lines.offset(brace);
        if (at >= 0 && at < text.length() && text.charAt(at) == '{') {
            insert(at + 1, flow() + behind);
        }
    }

    /// Behind the last value, the quotes of which do not belong to its text.
    private void afterLastInFlow() {
        if (parent.entries().getLast().value() instanceof Scalar last && !isJson()) {
            int start = lines.offset(last.where());
            boolean isQuoted = start >= 0 && start < text.length() && "'\"".indexOf(text.charAt(start)) >= 0;
            insert(start + last.text().length() + (isQuoted ? 2 : 0), ", " + flow());
        }
    }

    private void afterLastLine() {
        var last = parent.entries().getLast();
        if (last.value() instanceof Scalar
                && last.value().where().line() == last.where().line()) {
            int indent = last.where().column() - 1;
            insert(lines.endOfLine(last.where()), lines.lineBreak() + " ".repeat(indent) + block(indent));
        }
    }

    private void beforeFirst(String written) {
        int indent = indentOfFirst();
        insert(lines.offset(parent.entries().getFirst().where()), written + lines.lineBreak() + " ".repeat(indent));
    }

    private int indentOfFirst() {
        return parent.entries().getFirst().where().column() - 1;
    }

    private String block(int indent) {
        return block(missing, indent);
    }

    /// Keys below each other, the first one where the text stands.
    private String block(List<String> keys, int indent) {
        var written = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            if (i > 0) {
                written.append(lines.lineBreak()).append(" ".repeat(indent + 2 * i));
            }
            written.append(keys.get(i)).append(':');
        }
        return written.append(' ').append(quoted(value)).toString();
    }

    private String flow() {
        var written = new StringBuilder();
        for (int i = 0; i < missing.size(); i++) {
            written.append(i > 0 ? "{" : "")
                    .append(isJson() ? quoted(missing.get(i)) : missing.get(i))
                    .append(": ");
        }
        return written.append(quoted(value))
                .append("}".repeat(missing.size() - 1))
                .toString();
    }

    /// Whether keys stand in quotes, as JSON wants them.
    private boolean isJson() {
        int at = parent.entries().isEmpty()
                ? -1
                : lines.offset(parent.entries().getFirst().where());
        return at >= 0 && at < text.length() && text.charAt(at) == '"';
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void insert(int offset, String what) {
        if (offset >= 0 && offset <= text.length()) {
            candidates.add(Splice.insertion(offset, what));
        }
    }
}
