package dev.meshwright.topology.config;

import dev.meshwright.manifest.Problem;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Java properties, as `java.util.Properties` defines them, with the line of each key; and Spring's several documents
/// in one file.
final class PropertiesText {
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
        int end = 0;
        while (end < pair.length() && !isEndOfKey(pair.charAt(end))) {
            end += pair.charAt(end) == '\\' ? 2 : 1;
        }
        end = Math.min(end, pair.length());
        String rest = pair.substring(end).stripLeading();
        boolean isSeparated = rest.startsWith("=") || rest.startsWith(":");
        try {
            settings.add(new ConfigSetting(
                    unescaped(pair.substring(0, end)),
                    unescaped(isSeparated ? rest.substring(1) : rest).strip(),
                    place.at(line)));
        } catch (NumberFormatException _) {
            problems.add(new Problem(
                    Problem.Level.WARNING,
                    place.at(line),
                    "not a properties file: \\u needs four hexadecimal digits (line " + line + " of the file)",
                    "Double the backslash if it is meant as one."));
        }
    }

    private static boolean isEndOfKey(char c) {
        return c == '=' || c == ':' || Character.isWhitespace(c);
    }

    /// Whether an odd number of backslashes ends the line.
    private static boolean isContinued(StringBuilder line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    /// @throws NumberFormatException where an escape of a character has no four hexadecimal digits
    private static String unescaped(String text) {
        var plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                plain.append(c);
            } else if (text.charAt(i + 1) == 'u') {
                if (i + 6 > text.length()) {
                    throw new NumberFormatException();
                }
                plain.append((char) HexFormat.fromHexDigits(text, i + 2, i + 6));
                i += 5;
            } else {
                plain.append(character(text.charAt(++i)));
            }
        }
        return plain.toString();
    }

    private static char character(char escaped) {
        return switch (escaped) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'f' -> '\f';
            default -> escaped;
        };
    }
}
