package dev.meshwright.schema.syntax;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks through a pattern for what the JDK's engine takes and RE2 does not: looking around, references to groups,
/// possessive or doubled repetition, more than 1000 repetitions.
final class Re2Scan {
    private static final String FOREIGN_ESCAPES = "123456789kGZRXhHN";
    private static final Pattern FOREIGN_GROUP = Pattern.compile("\\(\\?(?:[=!>#]|<[=!])");
    private static final Pattern REPETITION = Pattern.compile("[*+?]|\\{(\\d+)(?:,(\\d*))?}");
    private static final int MOST_REPETITIONS = 1000;

    private final String pattern;
    private int at;

    Re2Scan(String pattern) {
        this.pattern = pattern;
    }

    /// What RE2 does not know in the pattern; empty for nothing.
    Optional<String> foreign() {
        boolean repeated = false;
        while (at < pattern.length()) {
            var repetition = matcher(REPETITION);
            if (pattern.charAt(at) == '\\') {
                if (at + 1 < pattern.length() && FOREIGN_ESCAPES.indexOf(pattern.charAt(at + 1)) >= 0) {
                    return unknown(pattern.substring(at, at + 2));
                }
                escape();
            } else if (pattern.charAt(at) == '[') {
                bracket();
            } else if (matcher(FOREIGN_GROUP).lookingAt()) {
                return unknown(pattern.substring(at, at + 3));
            } else if (pattern.startsWith("(?", at)) {
                at += 2;
            } else if (repetition.lookingAt()) {
                if (repeated || isTooMany(repetition)) {
                    return unknown(repetition.group());
                }
                at = repetition.end();
                at += pattern.startsWith("?", at) ? 1 : 0;
                repeated = true;
                continue;
            } else {
                at++;
            }
            repeated = false;
        }
        return Optional.empty();
    }

    private static Optional<String> unknown(String operator) {
        return Optional.of("RE2 does not know `" + operator + "` here");
    }

    private static boolean isTooMany(Matcher repetition) {
        for (int i = 1; i <= repetition.groupCount(); i++) {
            var number = repetition.group(i);
            if (number != null
                    && Numbers.whole(number)
                            .filter(times -> times > MOST_REPETITIONS)
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }

    private Matcher matcher(Pattern what) {
        return what.matcher(pattern).region(at, pattern.length());
    }

    /// An escaped character, or everything from `\Q` to `\E`.
    private void escape() {
        int end = pattern.startsWith("\\Q", at) ? pattern.indexOf("\\E", at) : at;
        at = end < 0 ? pattern.length() : end + 2;
    }

    /// A set of characters in brackets; a bracket that stands first in it belongs to it.
    private void bracket() {
        at++;
        at += pattern.startsWith("^", at) ? 1 : 0;
        at += pattern.startsWith("]", at) ? 1 : 0;
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            int named = pattern.startsWith("[:", at) ? pattern.indexOf(":]", at) : -1;
            at = named > 0 ? named + 2 : at + (pattern.charAt(at) == '\\' ? 2 : 1);
        }
        at++;
    }
}
