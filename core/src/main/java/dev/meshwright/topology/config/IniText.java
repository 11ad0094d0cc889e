package dev.meshwright.topology.config;

import dev.meshwright.manifest.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Ini files: sections in brackets, `key = value` or `key: value`, comments behind `;` and `#`; deeper indented lines
/// carry a value on, as Python's and Git's do.
final class IniText {
    private static final Pattern SECTION = Pattern.compile("\\[\\s*([^\\]]+?)\\s*]\\s*(?:[;#].*)?");
    private static final Pattern PAIR = Pattern.compile("([^=:]+?)\\s*[=:]\\s*(.*)");
    private static final Pattern COMMENT = Pattern.compile("\\s[;#]\\s.*$|\\s[;#]$");

    private IniText() {}

    static boolean isIni(String text) {
        return text.lines().anyMatch(line -> SECTION.matcher(line).matches());
    }

    static List<ConfigSetting> settings(String text, ConfigPlace place, List<Problem> problems) {
        var settings = new ArrayList<ConfigSetting>();
        String section = "";
        int number = 0;
        int keysAt = 0;
        for (var line : text.lines().toList()) {
            number++;
            String content = COMMENT.matcher(line).replaceFirst("").strip();
            if (content.isEmpty() || content.charAt(0) == ';' || content.charAt(0) == '#') {
                continue;
            }
            var header = SECTION.matcher(content);
            var pair = PAIR.matcher(content);
            int indent = line.length() - line.stripLeading().length();
            if (header.matches()) {
                section = header.group(1) + ".";
                keysAt = Integer.MAX_VALUE;
            } else if (indent > keysAt && !settings.isEmpty()) {
                settings.add(new ConfigSetting(settings.getLast().key(), unquoted(content), place.at(number)));
            } else if (content.charAt(0) == '[') {
                problems.add(new Problem(
                        Problem.Level.WARNING,
                        place.at(number),
                        "not an ini file: the section that opens in line " + number + " of the file is never closed",
                        "Close it with a bracket."));
            } else if (pair.matches()) {
                settings.add(new ConfigSetting(section + pair.group(1), unquoted(pair.group(2)), place.at(number)));
                keysAt = indent;
            }
        }
        return settings;
    }

    private static String unquoted(String value) {
        boolean isQuoted = value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(0) == value.charAt(value.length() - 1);
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }
}
