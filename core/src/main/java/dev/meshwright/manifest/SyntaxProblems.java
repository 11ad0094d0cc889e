package dev.meshwright.manifest;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Says in the user's words why a document is not YAML, at the place where the mistake is rather than where the
/// parser gave up.
final class SyntaxProblems {
    private SyntaxProblems() {}

    /// JSON may be indented with tabs, YAML may not: in a JSON document they become blanks, one for one.
    static String readable(String text) {
        return isJson(text) && text.indexOf('\t') >= 0 ? text.replace('\t', ' ') : text;
    }

    static Problem of(String file, DocumentSplitter.Document document, RuntimeException e) {
        if (!(e instanceof MarkedYamlEngineException marked)) {
            return unprintable(file, document);
        }
        var mark = marked.getProblemMark().or(marked::getContextMark);
        int line = mark.map(Mark::getLine).orElse(0);
        int column = mark.map(Mark::getColumn).orElse(0);
        var where = new Source(file, document.linesBefore() + line + 1, column + 1);
        return template(file, document, line)
                .or(() -> template(file, document))
                .or(() -> tab(file, document, line))
                .orElseGet(() -> explain(file, document, where, marked));
    }

    /// The problem of a document that is a template, if that line of it looks like one.
    static Optional<Problem> template(String file, DocumentSplitter.Document document, int line) {
        var text = line(document.text(), line);
        int at = text.indexOf("{{");
        if (at < 0) {
            return Optional.empty();
        }
        return Optional.of(Problem.error(
                new Source(file, document.linesBefore() + line + 1, text.codePointCount(0, at) + 1),
                "looks like a Helm template: " + text.substring(at, end(text, at)) + " is not filled in",
                "Render it (`helm template NAME CHART`) and give us the result."));
    }

    private static Optional<Problem> template(String file, DocumentSplitter.Document document) {
        int at = document.text().indexOf("{{");
        return at < 0
                ? Optional.empty()
                : template(file, document, (int) document.text()
                        .substring(0, at)
                        .chars()
                        .filter(c -> c == '\n')
                        .count());
    }

    private static int end(String text, int at) {
        int close = text.indexOf("}}", at);
        return close < 0 ? Math.min(text.length(), at + 40) : close + 2;
    }

    private static Optional<Problem> tab(String file, DocumentSplitter.Document document, int line) {
        var text = line(document.text(), line);
        int indent = 0;
        while (indent < text.length() && (text.charAt(indent) == ' ' || text.charAt(indent) == '-')) {
            indent++;
        }
        if (indent == text.length() || text.charAt(indent) != '\t') {
            return Optional.empty();
        }
        return Optional.of(Problem.error(
                new Source(file, document.linesBefore() + line + 1, indent + 1),
                "a tab stands in the indentation; YAML allows only blanks there",
                "Replace the tab with blanks."));
    }

    private static Problem explain(
            String file, DocumentSplitter.Document document, Source where, MarkedYamlEngineException e) {
        var problem = String.valueOf(e.getProblem());
        if (problem.contains("mapping values are not allowed")) {
            return Problem.error(
                    where,
                    "not YAML: a `:` that starts a value cannot stand here",
                    "Check the indentation, or put the text in quotes.");
        }
        if (problem.contains("unexpected end of stream") && e.getContextMark().isPresent()) {
            var start = e.getContextMark().get();
            return Problem.error(
                    new Source(file, document.linesBefore() + start.getLine() + 1, start.getColumn() + 1),
                    "not YAML: the quote that opens here is never closed",
                    "Close the quote.");
        }
        if (problem.contains("<block end>")) {
            return Problem.error(
                    where,
                    "not YAML: this line's indentation does not fit the lines above",
                    "Indent it like its neighbours.");
        }
        return Problem.error(
                where, "not YAML: " + problem.replace('\n', ' ').strip(), "Correct the YAML at this place.");
    }

    private static Problem unprintable(String file, DocumentSplitter.Document document) {
        var text = document.text();
        int line = 1;
        int column = 1;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            if (!StreamReader.isPrintable(c)) {
                return Problem.error(
                        new Source(file, document.linesBefore() + line, column),
                        "the character U+%04X is not allowed in YAML".formatted(c),
                        "Remove it, or write it as an escape in double quotes.");
            }
            line += c == '\n' ? 1 : 0;
            column = c == '\n' ? 1 : column + 1;
        }
        return Problem.error(Source.ofFile(file), "cannot be read as YAML", "Check that the file is YAML or JSON.");
    }

    private static boolean isJson(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > ' ') {
                return text.charAt(i) == '{' || text.charAt(i) == '[';
            }
        }
        return false;
    }

    private static String line(String text, int line) {
        int start = 0;
        for (int i = 0; i < line; i++) {
            int newline = text.indexOf('\n', start);
            if (newline < 0) {
                return "";
            }
            start = newline + 1;
        }
        int end = text.indexOf('\n', start);
        return text.substring(start, end < 0 ? text.length() : end);
    }
}
