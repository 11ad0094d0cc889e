package dev.meshwright.topology;

import java.util.regex.Pattern;

/// How a setting is shown as evidence: short, on one line, without secrets.
final class Shown {
    private static final int LIMIT = 120;
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@\\s]*(?=@)");
    private static final Pattern LOGIN = Pattern.compile("[^\\s:@/]+:[^\\s@/]+(?=@)");
    private static final Pattern SECRET = Pattern.compile(
            "(?i)((?:pass(?:word)?|pwd|secret|token|api-?_?key|access-?_?key|sig)[\\w-]*\\s*[=:]\\s*)[^;&\\s,\"']+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Shown() {}

    static String text(String key, String value) {
        String text = key.isEmpty() ? value : key + "=" + value;
        text = BLANKS.matcher(text).replaceAll(" ").strip();
        text = USER_INFO.matcher(text).replaceAll("***");
        text = LOGIN.matcher(text).replaceAll("***");
        text = SECRET.matcher(text).replaceAll("$1***");
        return text.length() <= LIMIT ? text : text.substring(0, LIMIT - 1) + "…";
    }
}
