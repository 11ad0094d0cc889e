package dev.meshwright.analysis.fix;

import dev.meshwright.manifest.Node;
import dev.meshwright.manifest.Node.Mapping;
import dev.meshwright.manifest.Node.Scalar;
import dev.meshwright.manifest.Node.Sequence;
import dev.meshwright.manifest.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The ways to write another scalar, or another key, where one stands, the most natural first: with the quotes it has,
/// without any, with some. None where the text does not show what was read, as with escapes and texts of several lines.
final class Replacements {
    private final String text;
    private final Mapping root;
    private final Source where;
    private final int offset;

    Replacements(String text, Mapping root, Source where) {
        this.text = text;
        this.root = root;
        this.where = where;
        this.offset = new LineIndex(text).offset(where);
    }

    List<Splice> ofScalar(Scalar value) {
        var old = scalarAt(root);
        return old.isEmpty() ? List.of() : candidates(old.get().text(), value.text(), isTextNow(old.get(), value));
    }

    List<Splice> ofKey(String name) {
        return keyAt(root).map(old -> candidates(old, name, false)).orElse(List.of());
    }

    /// Whether it would be read as something else without quotes.
    private static boolean isTextNow(Scalar old, Scalar value) {
        return value.type() == Scalar.Type.STRING && old.type() != Scalar.Type.STRING;
    }

    private List<Splice> candidates(String old, String fresh, boolean quotesFirst) {
        var candidates = new ArrayList<Splice>();
        if (offset < 0 || offset >= text.length()) {
            return candidates;
        }
        var quote = text.substring(offset, offset + 1);
        boolean isQuoted = quote.equals("\"") || quote.equals("'");
        var written = isQuoted ? quote + old + quote : old;
        if (!text.startsWith(written, offset)) {
            return candidates;
        }
        var quoted = '"' + fresh + '"';
        for (var one : quotesFirst
                ? List.of(quoted)
                : isQuoted ? List.of(quote + fresh + quote, fresh, quoted) : List.of(fresh, quoted)) {
            candidates.add(new Splice(offset, written.length(), one));
        }
        return candidates;
    }

    private Optional<Scalar> scalarAt(Node tree) {
        return switch (tree) {
            case Scalar scalar -> scalar.where().equals(where) ? Optional.of(scalar) : Optional.empty();
            case Sequence list ->
                list.items().stream().flatMap(item -> scalarAt(item).stream()).findFirst();
            case Mapping map ->
                map.entries().stream()
                        .flatMap(entry -> scalarAt(entry.value()).stream())
                        .findFirst();
        };
    }

    private Optional<String> keyAt(Node tree) {
        return switch (tree) {
            case Scalar _ -> Optional.empty();
            case Sequence list ->
                list.items().stream().flatMap(item -> keyAt(item).stream()).findFirst();
            case Mapping map ->
                map.entries().stream()
                        .flatMap(entry -> entry.where().equals(where)
                                ? Optional.of(entry.key()).stream()
                                : keyAt(entry.value()).stream())
                        .findFirst();
        };
    }
}
