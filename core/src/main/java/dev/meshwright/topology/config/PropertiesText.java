package dev.meshwright.topology.config;

import dev.meshwright.manifest.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Java properties, as `java.util.Properties` defines them, with the line of each key; and Spring's several documents
/// in one file.
final class PropertiesText {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9A-Fa-f]{4}|.)", Pattern.DOTALL);
    private static final Pattern BAD_UNICODE = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u(?![0-9A-Fa-f]{4})");
    private static final Pattern PAIR = Pattern.compile("((?:\\\\.|[^\\\\=:\\s])*)\\s*[=:]?\\s*(.*)", Pattern.DOTALL);

    private PropertiesText() {}

    static List<ConfigSetting> settings(String file, String text, ConfigPlace place, List<Problem> problems) {
        var documents = new ArrayList<List<ConfigSetting>>();
        var document = new ArrayList<ConfigSetting>();
        documents.add(document);
        var lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).stripLeading();
            if (line.startsWith("#---") || line.startsWith("!---")) {
                document = new ArrayList<>();
                documents.add(document);
            }
            if (line.isEmpty() || line.charAt(0) == '#' || line.charAt(0) == '!') {
                continue;
            }
            int first = i;
            var logical = new StringBuilder(line);
            while (isContinued(logical)) {
                logical.setLength(logical.length() - 1);
                if (++i == lines.size()) {
                    break;
                }
                logical.append(lines.get(i).stripLeading());
            }
            add(logical.toString(), place, first + 1, document, problems);
        }
        return Profiles.apply(file, documents);
    }

    private static void add(
            String pair, ConfigPlace place, int line, List<ConfigSetting> settings, List<Problem> problems) {
        var bad = BAD_UNICODE.matcher(pair);
        if (bad.find()) {
            problems.add(new Problem(
                    Problem.Level.WARNING,
                    place.at(line),
                    "not a properties file: \\u needs four hexadecimal digits (line " + line + ", column "
                            + (bad.end() - 1) + " of the file)",
                    "Double the backslash if it is meant as one."));
            return;
        }
        var match = PAIR.matcher(pair);
        if (match.matches()) {
            settings.add(new ConfigSetting(
                    unescaped(match.group(1)), unescaped(match.group(2)).strip(), place.at(line)));
        }
    }

    /// Whether an odd number of backslashes ends the line.
    private static boolean isContinued(StringBuilder line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static String unescaped(String text) {
        return text.indexOf('\\') < 0
                ? text
                : ESCAPE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(character(match.group(1))));
    }

    private static String character(String escape) {
        if (escape.length() == 5) {
            return String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
        }
        return switch (escape) {
            case "n" -> "\n";
            case "t" -> "\t";
            case "r" -> "\r";
            case "f" -> "\f";
            default -> escape;
        };
    }
}
