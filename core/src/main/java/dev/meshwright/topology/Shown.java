package dev.meshwright.topology;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// How a setting is shown as evidence: short, on one line, without secrets.
final class Shown {
    private static final int LIMIT = 120;
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@\\s]*(?=@)");
    private static final Pattern LOGIN = Pattern.compile("[^\\s:@/]+:[^\\s@/]+(?=@)");
    private static final Pattern SECRET = Pattern.compile(
            "(?i)((?:pass(?:word)?|pwd|secret|token|api-?_?key|access-?_?key|sig)[\\w-]*\\s*[=:]\\s*)[^;&\\s,\"']+");
    /// What each match of [#SECRET] holds, to spare the search in most texts.
    private static final List<String> SECRET_WORDS = List.of("pass", "pwd", "secret", "token", "key", "sig");

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Shown() {}

    static String text(String key, String value) {
        String text = key.isEmpty() ? value : key + "=" + value;
        text = BLANKS.matcher(text).replaceAll(" ").strip();
        if (text.indexOf('@') >= 0) {
            text = USER_INFO.matcher(text).replaceAll("***");
            text = LOGIN.matcher(text).replaceAll("***");
        }
        if (mayHoldSecret(text.toLowerCase(Locale.ROOT))) {
            text = SECRET.matcher(text).replaceAll("$1***");
        }
        return text.length() <= LIMIT ? text : text.substring(0, LIMIT - 1) + "…";
    }

    private static boolean mayHoldSecret(String lower) {
        for (var word : SECRET_WORDS) {
            if (lower.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
