package dev.meshwright.topology;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// How a setting is shown as evidence: short, on one line, without secrets.
final class Shown {
    private static final int LIMIT = 120;
    /// Of a longer text only the start is looked at: a secret that ends behind it is not shown either.
    private static final int READ = 4_096;
    /// A name and a password, up to the last `@` of the address; but not a port and a path with an `@` behind it.
    private static final Pattern USER_INFO =
            Pattern.compile("(?<=://)(?:[^\\s:/@?#]*:(?![0-9]{1,5}[/?#])\\S*|[^/@\\s]*)(?=@)");

    private static final Pattern LOGIN = Pattern.compile("[^\\s:@/]+:[^\\s@/]+(?=@)");

    /// A name that a secret bears, and not where one is found: `token`, but not `token_url`.
    private static final String NAME = "(?:pass(?:word|wd|phrase)?|pwd|secret|token|credentials?"
            + "|(?:api|access|account|private)[-_.]?key|(?<![A-Za-z])sig)"
            + "(?![\\w.-]{0,60}(?:url|uri|host|addr(?:ess)?|endpoint|server|port|path|file|ttl|timeout)(?![\\w.-]))[\\w.-]*+";

    private static final String QUOTED = "\"[^\"]*\"?|'[^']*'?";
    private static final Pattern KEY = Pattern.compile("(?i)" + NAME + "$");
    private static final Pattern SECRET = Pattern.compile("(?i)(" + NAME + "[\"']?\\s*[=:]\\s*|--[\\w-]{0,30}?" + NAME
            + "\\s+(?!-))(?!//)(?:" + QUOTED + "|[^;&\\s,\"']+)");
    private static final Pattern AUTHORIZATION =
            Pattern.compile("(?i)(authorization[\"']?\\s*[=:]\\s*[\"']?\\w+\\s+)[^\\s\"']+");

    /// What each match of [#SECRET] and [#AUTHORIZATION] holds, to spare the search in most texts.
    private static final List<String> SECRET_WORDS =
            List.of("pass", "pwd", "secret", "token", "key", "sig", "credential", "authorization");

    /// Whoever knows the path of a webhook may call it.
    private static final Pattern WEBHOOK = Pattern.compile("(?i)(://[^\\s]{0,100}?hooks?[^/\\s]{0,100}/)\\S+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Shown() {}

    static String text(String key, String value) {
        String text = key.isEmpty() ? value : key + "=" + (KEY.matcher(key).find() ? "***" : value);
        text = text.substring(0, Math.min(text.length(), READ));
        text = BLANKS.matcher(text).replaceAll(" ").strip();
        if (text.indexOf('@') >= 0) {
            text = USER_INFO.matcher(text).replaceAll("***");
            text = LOGIN.matcher(text).replaceAll("***");
        }
        if (mayHoldSecret(text.toLowerCase(Locale.ROOT))) {
            text = SECRET.matcher(text).replaceAll("$1***");
            text = AUTHORIZATION.matcher(text).replaceAll("$1***");
        }
        if (text.contains("ook")) {
            text = WEBHOOK.matcher(text).replaceAll("$1***");
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
