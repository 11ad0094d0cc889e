package dev.meshwright.topology.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads what no parser of ours understands, line by line: YAML and JSON by their indentation, assignments by `=`,
/// directives by their semicolon. A line that fits none is a setting without a key. Reading by line copes with scripts,
/// templates and broken files.
final class ConfigLines {
    private static final Pattern COMMENT = Pattern.compile("^\\s*(?:#|//|;|--|<!--|/?\\*).*|\\s#\\s.*$");
    private static final Pattern SECTION = Pattern.compile("\\s*\\[+([^\\]=,]+)]+\\s*");
    private static final Pattern KEY_VALUE =
            Pattern.compile("(\"?)([^\\s\"':=#{}\\[\\]][^\"':=#{}\\[\\]]*?)\\1\\s*:(?:\\s+(.*))?");
    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*(?:export\\s+)?([\\w./@-]+)\\s*=\\s*(.*)");
    private static final Pattern DIRECTIVE = Pattern.compile("\\s*([a-z_]+)\\s+(.+?);\\s*");
    private static final Pattern INLINE = Pattern.compile(
            "\"?([\\w./-]{1,200})\"?\\s{0,20}:\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s,\"'{}\\[\\]][^,\"'{}\\[\\]]*))");

    private final ConfigPlace place;
    private final Deque<Level> levels = new ArrayDeque<>();
    private final List<ConfigSetting> settings = new ArrayList<>();
    private String section = "";

    private record Level(int indent, String name, boolean isItem) {}

    private ConfigLines(ConfigPlace place) {
        this.place = place;
    }

    static List<ConfigSetting> settings(String text, ConfigPlace place) {
        var reader = new ConfigLines(place);
        int line = 1;
        for (var content : text.lines().toList()) {
            reader.read(COMMENT.matcher(content).replaceFirst(""), line++);
        }
        return reader.settings;
    }

    private void read(String content, int line) {
        String text = content.strip();
        if (text.isEmpty()) {
            return;
        }
        var header = SECTION.matcher(content);
        if (header.matches()) {
            section = header.group(1).strip();
            return;
        }
        int indent = content.length() - content.stripLeading().length();
        while (text.startsWith("- ")) {
            leave(indent, true);
            levels.push(new Level(indent, "#" + line, true));
            int blanks = text.length() - text.substring(2).stripLeading().length();
            indent += blanks;
            text = text.substring(blanks);
        }
        readPair(text, indent, line);
    }

    private void readPair(String text, int indent, int line) {
        if (text.startsWith("{") || text.startsWith("[")) {
            readInline(text, line);
            return;
        }
        var pair = KEY_VALUE.matcher(text);
        if (pair.matches()) {
            String key = pair.group(2).strip();
            String value = pair.group(3) == null ? "" : unquoted(pair.group(3));
            leave(indent, false);
            levels.push(new Level(indent, key, false));
            if (value.startsWith("{") || value.startsWith("[")) {
                readInline(value, line);
            } else if (!value.isEmpty()) {
                add(path(""), value, line);
            }
            return;
        }
        var assignment = ASSIGNMENT.matcher(text);
        var directive = DIRECTIVE.matcher(text);
        if (assignment.matches()) {
            add(path(assignment.group(1)), unquoted(assignment.group(2)), line);
        } else if (directive.matches()) {
            add(directive.group(1), unquoted(directive.group(2)), line);
        } else if (!levels.isEmpty() && levels.element().isItem()) {
            add(path(""), unquoted(text), line);
        } else {
            add("", text, line);
        }
    }

    /// The pairs of a JSON object or list on one line; deeper keys stand without those above them.
    private void readInline(String text, int line) {
        var inline = INLINE.matcher(text);
        boolean pairs = false;
        while (inline.find()) {
            String value = inline.group(2) != null
                    ? inline.group(2)
                    : inline.group(3) != null ? inline.group(3) : inline.group(4);
            if (value.startsWith("//") && !value.isBlank()) {
                continue;
            }
            add(path(inline.group(1)), value.strip(), line);
            pairs = true;
        }
        if (!pairs && text.length() > 2) {
            for (var item : text.substring(1).split("[\\],]", -1)) {
                add(path("#" + line), unquoted(item.strip()), line);
            }
        }
    }

    /// Goes up to the mapping that a key or an item at this indentation belongs to.
    private void leave(int indent, boolean toItem) {
        while (!levels.isEmpty()
                && (levels.element().indent() > indent
                        || (levels.element().indent() == indent
                                && (!toItem || levels.element().isItem())))) {
            levels.pop();
        }
    }

    private String path(String key) {
        var names = new ArrayList<String>();
        if (!section.isEmpty()) {
            names.add(section);
        }
        levels.reversed().forEach(level -> names.add(level.name()));
        if (!key.isEmpty()) {
            names.add(key);
        }
        return names.stream().collect(Collectors.joining("."));
    }

    private void add(String key, String value, int line) {
        if (!value.isEmpty()) {
            settings.add(new ConfigSetting(key, value, place.at(line)));
        }
    }

    private static String unquoted(String text) {
        String value = text.strip();
        if (value.endsWith(",")) {
            value = value.substring(0, value.length() - 1).strip();
        }
        if (value.length() >= 2
                && ((value.startsWith("\"") && value.endsWith("\""))
                        || (value.startsWith("'") && value.endsWith("'")))) {
            value = value.substring(1, value.length() - 1);
        }
        return value;
    }
}
