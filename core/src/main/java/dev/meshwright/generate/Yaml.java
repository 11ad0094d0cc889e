package dev.meshwright.generate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// Prints maps and lists as block-style YAML. Values are texts, numbers, booleans, lists and maps.
final class Yaml {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./~,-]*|\\d+m?s|\\.\\./[A-Za-z0-9.-]+");
    private static final Pattern WORD_WITH_MEANING =
            Pattern.compile("(?i)true|false|null|~|yes|no|on|off|y|n|\\.nan|[-+]?\\.inf");

    private final StringBuilder out = new StringBuilder();

    private Yaml() {}

    static String print(SequencedMap<String, ?> document) {
        var yaml = new Yaml();
        yaml.map(document, 0);
        return yaml.out.toString();
    }

    private void map(Map<?, ?> map, int indent) {
        boolean first = true;
        for (var entry : map.entrySet()) {
            if (!first || indent == 0) {
                out.append(" ".repeat(indent));
            }
            first = false;
            out.append(scalar(entry.getKey().toString())).append(':');
            value(entry.getValue(), indent);
        }
    }

    private void value(Object value, int indent) {
        switch (value) {
            case Map<?, ?> map when map.isEmpty() -> out.append(" {}\n");
            case Map<?, ?> map -> {
                out.append('\n').append(" ".repeat(indent + 2));
                map(map, indent + 2);
            }
            case List<?> list when list.isEmpty() -> out.append(" []\n");
            case List<?> list -> {
                out.append('\n');
                list(list, indent + 2);
            }
            case String text
            when text.contains("\n") -> {
                out.append(" |-\n");
                text.lines()
                        .forEach(line ->
                                out.append(" ".repeat(indent + 2)).append(line).append('\n'));
            }
            case String text -> out.append(' ').append(scalar(text)).append('\n');
            default -> out.append(' ').append(value).append('\n');
        }
    }

    private void list(List<?> list, int indent) {
        for (var item : list) {
            out.append(" ".repeat(indent)).append('-');
            if (item instanceof Map<?, ?> map && !map.isEmpty()) {
                out.append(' ');
                map(map, indent + 2);
            } else {
                value(item, indent);
            }
        }
    }

    private static String scalar(String text) {
        if (PLAIN.matcher(text).matches() && !WORD_WITH_MEANING.matcher(text).matches()) {
            return text;
        }
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
